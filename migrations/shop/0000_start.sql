CREATE TABLE `commands` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`customer_id` text,
	`job_id` text,
	`audience` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`facts` text NOT NULL,
	`details` text,
	`request_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_subject` ON `events` (`subject_id`,`at`);--> statement-breakpoint
CREATE INDEX `events_customer` ON `events` (`customer_id`,`at`);--> statement-breakpoint
CREATE INDEX `events_job` ON `events` (`job_id`,`at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`topic` text,
	`customer_id` text,
	`due_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`failed_at` integer,
	`failure` text,
	`recipient` text,
	`subject` text,
	`provider_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`sent_at`,`failed_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `outbox_topic` ON `outbox` (`topic`);--> statement-breakpoint
CREATE TABLE `assets` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`plate` text,
	`vin` text,
	`year` integer,
	`make` text,
	`model` text,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ownerships` (
	`id` text PRIMARY KEY NOT NULL,
	`asset_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ownerships_customer` ON `ownerships` (`customer_id`);--> statement-breakpoint
CREATE INDEX `ownerships_asset` ON `ownerships` (`asset_id`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`person_id` text,
	`name` text NOT NULL,
	`phone` text,
	`has_access` integer DEFAULT false NOT NULL,
	`can_approve` integer DEFAULT false NOT NULL,
	`can_pay` integer DEFAULT false NOT NULL,
	`sees_prices` integer DEFAULT false NOT NULL,
	`is_primary` integer DEFAULT false NOT NULL,
	`invited_at` integer,
	`invitation` integer DEFAULT 0 NOT NULL,
	`seen_at` integer,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contacts_customer` ON `contacts` (`customer_id`);--> statement-breakpoint
CREATE INDEX `contacts_person` ON `contacts` (`person_id`);--> statement-breakpoint
CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`is_company` integer DEFAULT true NOT NULL,
	`phone` text,
	`address` text,
	`notes` text DEFAULT '' NOT NULL,
	`link_key` text NOT NULL,
	`archived_at` integer,
	`merged_into_id` text,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_link_key` ON `customers` (`link_key`);--> statement-breakpoint
CREATE INDEX `customers_name` ON `customers` (`name`);--> statement-breakpoint
CREATE TABLE `old_link_keys` (
	`link_key` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`theme` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`width` integer,
	`height` integer,
	`sha256` text NOT NULL,
	`derived_from_id` text,
	`visibility` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `editions` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_id` text NOT NULL,
	`number` integer NOT NULL,
	`content` text NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `editions_subject` ON `editions` (`subject_id`,`number`);--> statement-breakpoint
CREATE TABLE `invoice_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`invoice_id` text NOT NULL,
	`line_key` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`quantity` integer NOT NULL,
	`unit_price_minor` integer NOT NULL,
	`discount_ppm` integer DEFAULT 0 NOT NULL,
	`tax_ppm` integer DEFAULT 0 NOT NULL,
	`tax_name` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `invoice_lines_invoice` ON `invoice_lines` (`invoice_id`,`position`);--> statement-breakpoint
CREATE TABLE `invoices` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text,
	`customer_id` text NOT NULL,
	`job_id` text,
	`title` text NOT NULL,
	`currency` text NOT NULL,
	`total_minor` integer DEFAULT 0 NOT NULL,
	`balance_minor` integer DEFAULT 0 NOT NULL,
	`due_on` text,
	`issued_on` text,
	`po_number` text,
	`note` text DEFAULT '' NOT NULL,
	`edition` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`voided_at` integer,
	`settled_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_number` ON `invoices` (`number`);--> statement-breakpoint
CREATE INDEX `invoices_customer` ON `invoices` (`customer_id`,`sent_at`);--> statement-breakpoint
CREATE INDEX `invoices_job` ON `invoices` (`job_id`);--> statement-breakpoint
CREATE INDEX `invoices_due` ON `invoices` (`customer_id`,`balance_minor`);--> statement-breakpoint
CREATE TABLE `job_assets` (
	`job_id` text NOT NULL,
	`asset_id` text NOT NULL,
	PRIMARY KEY(`job_id`, `asset_id`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `job_assets_asset` ON `job_assets` (`asset_id`);--> statement-breakpoint
CREATE TABLE `job_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`line_key` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`quantity` integer NOT NULL,
	`unit_price_minor` integer NOT NULL,
	`discount_ppm` integer DEFAULT 0 NOT NULL,
	`tax_ppm` integer DEFAULT 0 NOT NULL,
	`tax_name` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `job_lines_job` ON `job_lines` (`job_id`,`position`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`customer_id` text NOT NULL,
	`title` text NOT NULL,
	`status_id` text NOT NULL,
	`is_closed` integer DEFAULT false NOT NULL,
	`status_at` integer NOT NULL,
	`pieces` integer,
	`due_on` text,
	`advisor_id` text,
	`po_number` text,
	`public_note` text DEFAULT '' NOT NULL,
	`internal_note` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`status_id`) REFERENCES `statuses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`advisor_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_number` ON `jobs` (`number`);--> statement-breakpoint
CREATE INDEX `jobs_customer` ON `jobs` (`customer_id`,`is_closed`,`created_at`);--> statement-breakpoint
CREATE INDEX `jobs_status` ON `jobs` (`status_id`,`due_on`);--> statement-breakpoint
CREATE INDEX `jobs_open` ON `jobs` (`is_closed`,`due_on`);--> statement-breakpoint
CREATE TABLE `shipments` (
	`id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`carrier` text NOT NULL,
	`number` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `shipments_job` ON `shipments` (`job_id`);--> statement-breakpoint
CREATE TABLE `statuses` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`label` text NOT NULL,
	`stage` text NOT NULL,
	`position` integer NOT NULL,
	`mails_customer` integer DEFAULT false NOT NULL,
	`mail_subject` text DEFAULT '' NOT NULL,
	`mail_body` text DEFAULT '' NOT NULL,
	`removed_at` integer,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`customer_id` text NOT NULL,
	`invoice_id` text,
	`payment_id` text,
	`source` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_source` ON `ledger` (`source`);--> statement-breakpoint
CREATE INDEX `ledger_invoice` ON `ledger` (`invoice_id`);--> statement-breakpoint
CREATE INDEX `ledger_customer` ON `ledger` (`customer_id`,`at`);--> statement-breakpoint
CREATE TABLE `payment_parts` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`is_open` integer DEFAULT true NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invoice_id`) REFERENCES `invoices`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payment_parts_open` ON `payment_parts` (`invoice_id`) WHERE is_open = 1;--> statement-breakpoint
CREATE INDEX `payment_parts_payment` ON `payment_parts` (`payment_id`);--> statement-breakpoint
CREATE INDEX `payment_parts_invoice` ON `payment_parts` (`invoice_id`);--> statement-breakpoint
CREATE TABLE `payments` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`method` text NOT NULL,
	`state` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`refunded_minor` integer DEFAULT 0 NOT NULL,
	`currency` text NOT NULL,
	`account` text,
	`checkout_session` text,
	`checkout_url` text,
	`payment_intent` text,
	`instrument` text,
	`received_on` text,
	`note` text DEFAULT '' NOT NULL,
	`payer_name` text DEFAULT '' NOT NULL,
	`contact_id` text,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_checkout` ON `payments` (`checkout_session`);--> statement-breakpoint
CREATE UNIQUE INDEX `payments_intent` ON `payments` (`payment_intent`);--> statement-breakpoint
CREATE INDEX `payments_customer` ON `payments` (`customer_id`);--> statement-breakpoint
CREATE TABLE `stripe_events` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`object_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`applied_at` integer,
	`outcome` text
);
--> statement-breakpoint
CREATE TABLE `profile` (
	`id` integer PRIMARY KEY DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`trade` text NOT NULL,
	`email` text,
	`phone` text,
	`website` text,
	`address` text,
	`time_zone` text NOT NULL,
	`currency` text NOT NULL,
	`locale` text NOT NULL,
	`colors` text NOT NULL,
	`logo_file_id` text,
	`mail_logo_file_id` text,
	`portal_name` text,
	`is_portal_on` integer DEFAULT false NOT NULL,
	`tabs` text NOT NULL,
	`tax_name` text DEFAULT 'Tax' NOT NULL,
	`tax_ppm` integer DEFAULT 0 NOT NULL,
	`due_days` integer DEFAULT 14 NOT NULL,
	`invoice_prefix` text DEFAULT 'INV-' NOT NULL,
	`next_invoice_number` integer DEFAULT 1001 NOT NULL,
	`next_job_number` integer DEFAULT 1001 NOT NULL,
	`payment_note` text DEFAULT '' NOT NULL,
	`stripe_account` text,
	`stripe_state` text DEFAULT 'none' NOT NULL,
	`are_automations_on` integer DEFAULT true NOT NULL,
	`link_copied_at` integer,
	`link_sent_at` integer,
	`job_moved_at` integer,
	`automations_saved_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`phone` text,
	`title` text,
	`is_active` integer DEFAULT true NOT NULL,
	`invited_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_email` ON `staff` (`email`);--> statement-breakpoint
CREATE TABLE `staff_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`host` text NOT NULL,
	`device` text NOT NULL,
	`created_at` integer NOT NULL,
	`proved_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_sessions_staff` ON `staff_sessions` (`staff_id`);--> statement-breakpoint
CREATE TABLE `challenges` (
	`id` text PRIMARY KEY NOT NULL,
	`audience` text NOT NULL,
	`email` text NOT NULL,
	`person_id` text,
	`staff_id` text,
	`host` text NOT NULL,
	`browser` text NOT NULL,
	`link_key` text,
	`next` text,
	`generation` integer DEFAULT 1 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`voided_at` integer
);
--> statement-breakpoint
CREATE INDEX `challenges_email` ON `challenges` (`email`,`created_at`);--> statement-breakpoint
CREATE TABLE `item_links` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`subject_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`generation` integer DEFAULT 1 NOT NULL,
	`mailed_at` integer NOT NULL,
	`seen_at` integer,
	`revoked_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `item_links_subject` ON `item_links` (`subject_id`);--> statement-breakpoint
CREATE INDEX `item_links_contact` ON `item_links` (`contact_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`host` text NOT NULL,
	`device` text NOT NULL,
	`created_at` integer NOT NULL,
	`proved_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE INDEX `sessions_contact` ON `sessions` (`contact_id`);