CREATE TABLE `approval_payloads` (
	`approval_id` text PRIMARY KEY NOT NULL,
	`payload` text,
	`salt` text,
	`erased_at` integer,
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `approval_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`job_id` text,
	`customer_id` text NOT NULL,
	`title` text NOT NULL,
	`state` text NOT NULL,
	`edition` integer DEFAULT 0 NOT NULL,
	`parts` integer DEFAULT 0 NOT NULL,
	`open_parts` integer DEFAULT 0 NOT NULL,
	`total_minor` integer,
	`is_edited` integer DEFAULT false NOT NULL,
	`answer_by` integer,
	`sent_at` integer,
	`sent_by_id` text,
	`answered_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `approval_requests_subject` ON `approval_requests` (`subject_id`);--> statement-breakpoint
CREATE INDEX `approval_requests_customer` ON `approval_requests` (`customer_id`,`state`);--> statement-breakpoint
CREATE INDEX `approval_requests_job` ON `approval_requests` (`job_id`);--> statement-breakpoint
CREATE INDEX `approval_requests_state` ON `approval_requests` (`state`,`sent_at`);--> statement-breakpoint
CREATE TABLE `approvals` (
	`id` text PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL,
	`kind` text NOT NULL,
	`request_id` text,
	`subject_id` text NOT NULL,
	`job_id` text,
	`customer_id` text NOT NULL,
	`edition_id` text,
	`edition` integer,
	`outcome` text NOT NULL,
	`body` text NOT NULL,
	`sha256` text NOT NULL,
	`previous_sha256` text NOT NULL,
	`signature` text NOT NULL,
	`key_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_sequence` ON `approvals` (`sequence`);--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_sha256` ON `approvals` (`sha256`);--> statement-breakpoint
CREATE INDEX `approvals_request` ON `approvals` (`request_id`,`at`);--> statement-breakpoint
CREATE INDEX `approvals_job` ON `approvals` (`job_id`,`at`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`request_id` text NOT NULL,
	`part_key` text NOT NULL,
	`answer` text NOT NULL,
	`part_sha256` text NOT NULL,
	`edition` integer NOT NULL,
	`approval_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`request_id`, `part_key`),
	FOREIGN KEY (`request_id`) REFERENCES `approval_requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `edition_files` (
	`edition_id` text NOT NULL,
	`file_id` text NOT NULL,
	`subject_id` text NOT NULL,
	PRIMARY KEY(`edition_id`, `file_id`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `edition_files_file` ON `edition_files` (`file_id`);--> statement-breakpoint
CREATE TABLE `receipts` (
	`approval_id` text NOT NULL,
	`has_prices` integer NOT NULL,
	`file_id` text NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`approval_id`, `has_prices`),
	FOREIGN KEY (`approval_id`) REFERENCES `approvals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `receipts_sha256` ON `receipts` (`sha256`);--> statement-breakpoint
CREATE TABLE `spending_limits` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`per_line_minor` integer NOT NULL,
	`per_job_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by_id` text NOT NULL,
	`accepted_by_id` text,
	`ended_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `spending_limits_customer` ON `spending_limits` (`customer_id`,`state`);--> statement-breakpoint
CREATE TABLE `terms` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`text` text NOT NULL,
	`sha256` text NOT NULL,
	`created_by_id` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `terms_number` ON `terms` (`number`);--> statement-breakpoint
CREATE TABLE `job_files` (
	`id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`file_id` text NOT NULL,
	`line_key` text,
	`moment` text,
	`stage` text NOT NULL,
	`caption` text DEFAULT '' NOT NULL,
	`is_for_customer` integer DEFAULT false NOT NULL,
	`added_by_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `job_files_job` ON `job_files` (`job_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `job_files_file` ON `job_files` (`file_id`);--> statement-breakpoint
CREATE TABLE `due_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`request_id` text NOT NULL,
	`from_on` text NOT NULL,
	`to_on` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `due_moves_from` ON `due_moves` (`job_id`,`from_on`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`thread_id` text NOT NULL,
	`author_kind` text NOT NULL,
	`author_id` text NOT NULL,
	`author_name` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `messages_thread` ON `messages` (`thread_id`,`at`);--> statement-breakpoint
CREATE TABLE `threads` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`job_id` text,
	`customer_id` text NOT NULL,
	`resolved_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `threads_subject` ON `threads` (`subject_id`);--> statement-breakpoint
CREATE INDEX `threads_customer` ON `threads` (`customer_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `designs` (
	`id` text PRIMARY KEY NOT NULL,
	`proof_id` text NOT NULL,
	`design_key` text NOT NULL,
	`position` integer NOT NULL,
	`title` text NOT NULL,
	`placement` text DEFAULT '' NOT NULL,
	`size` text DEFAULT '' NOT NULL,
	`swatches` text NOT NULL,
	`size_grid` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`file_id` text NOT NULL,
	FOREIGN KEY (`proof_id`) REFERENCES `proofs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `designs_proof` ON `designs` (`proof_id`,`design_key`);--> statement-breakpoint
CREATE TABLE `pins` (
	`id` text PRIMARY KEY NOT NULL,
	`proof_id` text NOT NULL,
	`edition` integer NOT NULL,
	`design_key` text NOT NULL,
	`page` integer DEFAULT 1 NOT NULL,
	`x_ppm` integer NOT NULL,
	`y_ppm` integer NOT NULL,
	`number` integer NOT NULL,
	`thread_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`proof_id`) REFERENCES `proofs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pins_number` ON `pins` (`proof_id`,`edition`,`number`);--> statement-breakpoint
CREATE TABLE `proof_attachments` (
	`proof_id` text NOT NULL,
	`file_id` text NOT NULL,
	PRIMARY KEY(`proof_id`, `file_id`),
	FOREIGN KEY (`proof_id`) REFERENCES `proofs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `proofs` (
	`id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`title` text NOT NULL,
	`rule` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`created_by_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `proofs_job` ON `proofs` (`job_id`);--> statement-breakpoint
CREATE TABLE `link_proofs` (
	`id` text PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`email` text NOT NULL,
	`generation` integer DEFAULT 1 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`browser` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`proved_at` integer,
	FOREIGN KEY (`link_id`) REFERENCES `item_links`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `link_proofs_link` ON `link_proofs` (`link_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `files` ADD `variant` text;--> statement-breakpoint
ALTER TABLE `files` ADD `page` integer;--> statement-breakpoint
ALTER TABLE `files` ADD `uploaded_by_id` text;--> statement-breakpoint
ALTER TABLE `files` ADD `is_loose` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `files_derived` ON `files` (`derived_from_id`);--> statement-breakpoint
CREATE INDEX `files_loose` ON `files` (`is_loose`,`created_at`);--> statement-breakpoint
ALTER TABLE `job_lines` ADD `parts_minor` integer;--> statement-breakpoint
ALTER TABLE `job_lines` ADD `labor_milli` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `needs` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `is_due_movable` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `profile` ADD `approvals` text;--> statement-breakpoint
ALTER TABLE `item_links` ADD `forwarded_to` text;--> statement-breakpoint
ALTER TABLE `item_links` ADD `forwarded_email` text;--> statement-breakpoint
ALTER TABLE `item_links` ADD `may_decide` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `item_links` ADD `expires_at` integer;--> statement-breakpoint
CREATE TRIGGER approvals_are_kept BEFORE DELETE ON approvals BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER approvals_stand BEFORE UPDATE ON approvals BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER approval_payloads_are_kept BEFORE DELETE ON approval_payloads BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
--> statement-breakpoint
-- Personal data may be erased, and nothing else may happen to it.
CREATE TRIGGER approval_payloads_stand BEFORE UPDATE ON approval_payloads
  WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL OR NEW.approval_id <> OLD.approval_id
  BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER edition_files_are_kept BEFORE DELETE ON edition_files BEGIN SELECT RAISE(ABORT, 'editions are immutable'); END;
--> statement-breakpoint
CREATE TRIGGER edition_files_stand BEFORE UPDATE ON edition_files BEGIN SELECT RAISE(ABORT, 'editions are immutable'); END;
--> statement-breakpoint
CREATE TRIGGER terms_stand BEFORE UPDATE ON terms BEGIN SELECT RAISE(ABORT, 'terms are immutable'); END;
--> statement-breakpoint
CREATE TRIGGER terms_are_kept BEFORE DELETE ON terms BEGIN SELECT RAISE(ABORT, 'terms are immutable'); END;
