CREATE TABLE `appointments` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`job_id` text,
	`title` text NOT NULL,
	`starts_at` integer NOT NULL,
	`minutes` integer NOT NULL,
	`place` text DEFAULT '' NOT NULL,
	`resource` text DEFAULT '' NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`state` text DEFAULT 'planned' NOT NULL,
	`state_at` integer NOT NULL,
	`wish` text,
	`cancelled_by` text,
	`sequence` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `appointments_customer` ON `appointments` (`customer_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `appointments_starts` ON `appointments` (`starts_at`);--> statement-breakpoint
CREATE INDEX `appointments_job` ON `appointments` (`job_id`);--> statement-breakpoint
CREATE TABLE `calendar_feeds` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`generation` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `calendar_feeds_contact` ON `calendar_feeds` (`contact_id`);--> statement-breakpoint
CREATE TABLE `canned_replies` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `message_files` (
	`message_id` text NOT NULL,
	`file_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`message_id`, `file_id`),
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `message_files_file` ON `message_files` (`file_id`);--> statement-breakpoint
CREATE TABLE `thread_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`thread_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`author_name` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `thread_notes_thread` ON `thread_notes` (`thread_id`,`at`);--> statement-breakpoint
CREATE TABLE `thread_reads` (
	`thread_id` text NOT NULL,
	`reader_id` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`thread_id`, `reader_id`),
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `thread_reads_reader` ON `thread_reads` (`reader_id`);--> statement-breakpoint
CREATE TABLE `request_assets` (
	`request_id` text NOT NULL,
	`asset_id` text NOT NULL,
	PRIMARY KEY(`request_id`, `asset_id`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `request_assets_asset` ON `request_assets` (`asset_id`);--> statement-breakpoint
CREATE TABLE `request_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`contact_id` text,
	`browser` text,
	`content` text NOT NULL,
	`email` text,
	`generation` integer DEFAULT 0 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`code_expires_at` integer,
	`sent_at` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `request_drafts_contact` ON `request_drafts` (`contact_id`);--> statement-breakpoint
CREATE INDEX `request_drafts_expires` ON `request_drafts` (`expires_at`);--> statement-breakpoint
CREATE TABLE `request_files` (
	`request_id` text NOT NULL,
	`file_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`request_id`, `file_id`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `request_files_file` ON `request_files` (`file_id`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text DEFAULT 'new' NOT NULL,
	`state_at` integer NOT NULL,
	`customer_id` text,
	`contact_id` text,
	`name` text NOT NULL,
	`company` text DEFAULT '' NOT NULL,
	`email` text NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`what` text NOT NULL,
	`pieces` integer,
	`sizes` text DEFAULT '' NOT NULL,
	`notes` text DEFAULT '' NOT NULL,
	`wanted_on` text,
	`from_job_id` text,
	`still_true` text DEFAULT '' NOT NULL,
	`estimate_id` text,
	`job_id` text,
	`closed_reason` text DEFAULT '' NOT NULL,
	`assignee_id` text,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_number` ON `requests` (`number`);--> statement-breakpoint
CREATE INDEX `requests_customer` ON `requests` (`customer_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `requests_state` ON `requests` (`state`,`created_at`);--> statement-breakpoint
ALTER TABLE `threads` ADD `assignee_id` text REFERENCES staff(id);--> statement-breakpoint
ALTER TABLE `threads` ADD `last_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `threads` ADD `last_shop_at` integer;--> statement-breakpoint
ALTER TABLE `threads` ADD `last_customer_at` integer;--> statement-breakpoint
ALTER TABLE `threads` ADD `is_waiting` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `threads` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `threads_customer_last` ON `threads` (`customer_id`,`last_at`);--> statement-breakpoint
CREATE INDEX `threads_waiting` ON `threads` (`is_waiting`,`last_at`);--> statement-breakpoint
ALTER TABLE `profile` ADD `next_request_number` integer DEFAULT 1001 NOT NULL;--> statement-breakpoint
ALTER TABLE `profile` ADD `booking` text;--> statement-breakpoint
ALTER TABLE `profile` ADD `requests` text;--> statement-breakpoint
-- When a conversation was last written in, and whether the shop is waited for, kept where lists and counters can use an index.
CREATE TRIGGER messages_move_thread AFTER INSERT ON messages BEGIN
  UPDATE threads SET last_at = NEW.at,
    last_shop_at = CASE WHEN NEW.author_kind = 'staff' THEN NEW.at ELSE last_shop_at END,
    last_customer_at = CASE WHEN NEW.author_kind = 'staff' THEN last_customer_at ELSE NEW.at END,
    is_waiting = NEW.author_kind <> 'staff'
  WHERE id = NEW.thread_id;
END;
--> statement-breakpoint
CREATE TRIGGER threads_resolved AFTER UPDATE OF resolved_at ON threads WHEN NEW.resolved_at IS NOT NULL BEGIN
  UPDATE threads SET is_waiting = false WHERE id = NEW.id;
END;
--> statement-breakpoint
UPDATE threads SET
  last_at = coalesce((SELECT max(m.at) FROM messages m WHERE m.thread_id = threads.id), created_at),
  last_shop_at = (SELECT max(m.at) FROM messages m WHERE m.thread_id = threads.id AND m.author_kind = 'staff'),
  last_customer_at = (SELECT max(m.at) FROM messages m WHERE m.thread_id = threads.id AND m.author_kind <> 'staff');
--> statement-breakpoint
UPDATE threads SET is_waiting = resolved_at IS NULL AND coalesce(last_customer_at, 0) > coalesce(last_shop_at, 0);
