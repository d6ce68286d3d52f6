CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`sent_at` integer,
	`delivered_at` integer,
	`bounced_at` integer,
	`bounce` text,
	`opened_at` integer,
	`seen_at` integer,
	`decided_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_subject` ON `deliveries` (`subject_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `deliveries_customer` ON `deliveries` (`customer_id`);--> statement-breakpoint
CREATE INDEX `deliveries_waiting` ON `deliveries` (`seen_at`,`sent_at`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`reason` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`done_at` integer,
	`done_by_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_source` ON `tasks` (`source`);--> statement-breakpoint
CREATE INDEX `tasks_open` ON `tasks` (`done_at`,`created_at`);--> statement-breakpoint
CREATE TABLE `estimate_assets` (
	`estimate_id` text NOT NULL,
	`asset_id` text NOT NULL,
	PRIMARY KEY(`estimate_id`, `asset_id`),
	FOREIGN KEY (`estimate_id`) REFERENCES `estimates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `estimate_assets_asset` ON `estimate_assets` (`asset_id`);--> statement-breakpoint
CREATE TABLE `estimate_files` (
	`id` text PRIMARY KEY NOT NULL,
	`estimate_id` text NOT NULL,
	`file_id` text NOT NULL,
	`caption` text DEFAULT '' NOT NULL,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`estimate_id`) REFERENCES `estimates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `estimate_files_estimate` ON `estimate_files` (`estimate_id`);--> statement-breakpoint
CREATE INDEX `estimate_files_file` ON `estimate_files` (`file_id`);--> statement-breakpoint
CREATE TABLE `estimate_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`estimate_id` text NOT NULL,
	`line_key` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`quantity` integer NOT NULL,
	`unit_price_minor` integer NOT NULL,
	`discount_ppm` integer DEFAULT 0 NOT NULL,
	`tax_ppm` integer DEFAULT 0 NOT NULL,
	`tax_name` text DEFAULT '' NOT NULL,
	`tier_key` text,
	`is_optional` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`estimate_id`) REFERENCES `estimates`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `estimate_lines_estimate` ON `estimate_lines` (`estimate_id`,`position`);--> statement-breakpoint
CREATE TABLE `estimates` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text,
	`customer_id` text,
	`title` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`currency` text NOT NULL,
	`tiers` text DEFAULT '[]' NOT NULL,
	`discount_ppm` integer DEFAULT 0 NOT NULL,
	`discount_minor` integer DEFAULT 0 NOT NULL,
	`is_tax_inclusive` integer DEFAULT false NOT NULL,
	`deposit_ppm` integer DEFAULT 0 NOT NULL,
	`deposit_minor` integer DEFAULT 0 NOT NULL,
	`valid_until_on` text,
	`advisor_id` text,
	`edition` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`job_id` text,
	`superseded_by_id` text,
	`template_name` text,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `estimates_number` ON `estimates` (`number`);--> statement-breakpoint
CREATE INDEX `estimates_customer` ON `estimates` (`customer_id`,`sent_at`);--> statement-breakpoint
CREATE INDEX `estimates_created` ON `estimates` (`created_at`);--> statement-breakpoint
CREATE TABLE `credit_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`invoice_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`reason` text NOT NULL,
	`issued_on` text NOT NULL,
	`created_by_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_notes_number` ON `credit_notes` (`number`);--> statement-breakpoint
CREATE INDEX `credit_notes_invoice` ON `credit_notes` (`invoice_id`);--> statement-breakpoint
CREATE TABLE `documents` (
	`subject_id` text NOT NULL,
	`content_sha256` text NOT NULL,
	`file_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`subject_id`, `content_sha256`),
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `differences` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`payment_id` text,
	`details` text NOT NULL,
	`found_at` integer NOT NULL,
	`resolved_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `differences_source` ON `differences` (`source`);--> statement-breakpoint
CREATE TABLE `disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`evidence_due_at` integer,
	`evidence_sent_at` integer,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `disputes_payment` ON `disputes` (`payment_id`);--> statement-breakpoint
CREATE INDEX `disputes_state` ON `disputes` (`state`);--> statement-breakpoint
CREATE TABLE `instalments` (
	`id` text PRIMARY KEY NOT NULL,
	`invoice_id` text NOT NULL,
	`position` integer NOT NULL,
	`due_on` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`payment_id` text,
	`paid_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `instalments_invoice` ON `instalments` (`invoice_id`,`position`);--> statement-breakpoint
CREATE INDEX `instalments_due` ON `instalments` (`paid_at`,`due_on`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`stripe_refund` text,
	`created_by_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `refunds_payment` ON `refunds` (`payment_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_stripe` ON `refunds` (`stripe_refund`);--> statement-breakpoint
CREATE TABLE `saved_methods` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`account` text NOT NULL,
	`stripe_customer` text NOT NULL,
	`stripe_method` text NOT NULL,
	`label` text NOT NULL,
	`autopay_at` integer,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `saved_methods_customer` ON `saved_methods` (`customer_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `saved_methods_method` ON `saved_methods` (`stripe_method`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`digest` text NOT NULL,
	`used_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recovery_codes_staff` ON `recovery_codes` (`staff_id`);--> statement-breakpoint
CREATE TABLE `staff_factors` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`sealed_secret` text,
	`last_step` integer,
	`credential_id` text,
	`public_key` text,
	`counter` integer DEFAULT 0 NOT NULL,
	`confirmed_at` integer,
	`used_at` integer,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_factors_staff` ON `staff_factors` (`staff_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `staff_factors_credential` ON `staff_factors` (`credential_id`);--> statement-breakpoint
ALTER TABLE `customers` ADD `tax_exemption` text;--> statement-breakpoint
ALTER TABLE `invoices` ADD `estimate_id` text;--> statement-breakpoint
ALTER TABLE `invoices` ADD `discount_ppm` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `invoices` ADD `discount_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `invoices` ADD `is_tax_inclusive` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `invoices_estimate` ON `invoices` (`estimate_id`);--> statement-breakpoint
ALTER TABLE `jobs` ADD `estimate_id` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `discount_ppm` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `discount_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `is_tax_inclusive` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_estimate` ON `jobs` (`estimate_id`);--> statement-breakpoint
ALTER TABLE `ledger` ADD `estimate_id` text;--> statement-breakpoint
CREATE INDEX `ledger_estimate` ON `ledger` (`estimate_id`);--> statement-breakpoint
ALTER TABLE `payments` ADD `estimate_id` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `charge` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `fee_minor` integer;--> statement-breakpoint
ALTER TABLE `payments` ADD `application_fee_minor` integer;--> statement-breakpoint
ALTER TABLE `payments` ADD `available_on` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `failure` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `saved_method_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `payments_estimate_open` ON `payments` (`estimate_id`) WHERE state IN ('open', 'processing');--> statement-breakpoint
ALTER TABLE `profile` ADD `next_estimate_number` integer DEFAULT 1001 NOT NULL;--> statement-breakpoint
ALTER TABLE `profile` ADD `next_credit_note_number` integer DEFAULT 1001 NOT NULL;--> statement-breakpoint
ALTER TABLE `profile` ADD `billing` text;--> statement-breakpoint
ALTER TABLE `staff_sessions` ADD `factor_at` integer;