CREATE TABLE `import_rows` (
	`import_id` text NOT NULL,
	`position` integer NOT NULL,
	`outcome` text NOT NULL,
	`customer_id` text,
	`contact_id` text,
	`is_new_customer` integer DEFAULT false NOT NULL,
	`is_new_contact` integer DEFAULT false NOT NULL,
	`problem` text,
	`undone_at` integer,
	PRIMARY KEY(`import_id`, `position`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `import_rows_customer` ON `import_rows` (`customer_id`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`content` text NOT NULL,
	`mapping` text NOT NULL,
	`has_header` integer DEFAULT true NOT NULL,
	`gives_access` integer DEFAULT true NOT NULL,
	`state` text NOT NULL,
	`total` integer NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`created_by_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`undone_at` integer,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE `contacts` ADD `can_invite` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `people` ADD `muted` text;--> statement-breakpoint
ALTER TABLE `profile` ADD `accounts` text;