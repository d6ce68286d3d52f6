CREATE TABLE `mail_review_files` (
	`review_id` text NOT NULL,
	`file_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`review_id`, `file_id`),
	FOREIGN KEY (`review_id`) REFERENCES `mail_reviews`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mail_review_files_file` ON `mail_review_files` (`file_id`);--> statement-breakpoint
CREATE TABLE `mail_reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`thread_id` text NOT NULL,
	`recipient_id` text NOT NULL,
	`mail_key` text NOT NULL,
	`reason_kind` text NOT NULL,
	`sender` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`quoted` text NOT NULL,
	`left_out` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_reviews_mail` ON `mail_reviews` (`thread_id`,`mail_key`);--> statement-breakpoint
CREATE INDEX `mail_reviews_open` ON `mail_reviews` (`settled_at`,`created_at`);--> statement-breakpoint
CREATE TABLE `message_mails` (
	`message_id` text PRIMARY KEY NOT NULL,
	`thread_id` text NOT NULL,
	`mail_key` text NOT NULL,
	`quoted` text DEFAULT '' NOT NULL,
	`left_out` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_mails_mail` ON `message_mails` (`thread_id`,`mail_key`);--> statement-breakpoint
ALTER TABLE `contacts` ADD `answering` integer DEFAULT 0 NOT NULL;