CREATE TABLE `asset_readings` (
	`id` text PRIMARY KEY NOT NULL,
	`asset_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`value` integer NOT NULL,
	`unit` text NOT NULL,
	`read_by` text NOT NULL,
	`read_at` integer NOT NULL,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `asset_readings_asset` ON `asset_readings` (`asset_id`,`read_at`);--> statement-breakpoint
CREATE TABLE `handover_claims` (
	`id` text PRIMARY KEY NOT NULL,
	`handover_id` text NOT NULL,
	`claimant` text NOT NULL,
	`company` text DEFAULT '' NOT NULL,
	`email` text NOT NULL,
	`browser` text NOT NULL,
	`generation` integer DEFAULT 1 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`code_expires_at` integer,
	`created_at` integer NOT NULL,
	`taken_at` integer,
	FOREIGN KEY (`handover_id`) REFERENCES `handovers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `handover_claims_handover` ON `handover_claims` (`handover_id`);--> statement-breakpoint
CREATE INDEX `handover_claims_created` ON `handover_claims` (`created_at`);--> statement-breakpoint
CREATE TABLE `handovers` (
	`id` text PRIMARY KEY NOT NULL,
	`asset_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`passes_history` integer DEFAULT false NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `handovers_asset` ON `handovers` (`asset_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `passports` (
	`asset_id` text PRIMARY KEY NOT NULL,
	`generation` integer DEFAULT 1 NOT NULL,
	`opened_at` integer,
	`shows_name` integer DEFAULT false NOT NULL,
	`shows_plate` integer DEFAULT false NOT NULL,
	`shows_vin` integer DEFAULT false NOT NULL,
	`shows_history` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `warranties` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`asset_id` text,
	`job_id` text,
	`product` text NOT NULL,
	`brand` text DEFAULT '' NOT NULL,
	`coverage` text DEFAULT '' NOT NULL,
	`registration` text DEFAULT '' NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text,
	`file_id` text,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asset_id`) REFERENCES `assets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `warranties_customer` ON `warranties` (`customer_id`,`until_on`);--> statement-breakpoint
CREATE INDEX `warranties_asset` ON `warranties` (`asset_id`);--> statement-breakpoint
CREATE INDEX `warranties_job` ON `warranties` (`job_id`);--> statement-breakpoint
CREATE INDEX `warranties_file` ON `warranties` (`file_id`);--> statement-breakpoint
CREATE INDEX `warranties_until` ON `warranties` (`until_on`);--> statement-breakpoint
ALTER TABLE `assets` ADD `kind` text DEFAULT 'vehicle' NOT NULL;--> statement-breakpoint
ALTER TABLE `assets` ADD `state` text DEFAULT 'in_service' NOT NULL;--> statement-breakpoint
ALTER TABLE `assets` ADD `owner_id` text;--> statement-breakpoint
ALTER TABLE `assets` ADD `unit_number` text;--> statement-breakpoint
ALTER TABLE `assets` ADD `depot` text;--> statement-breakpoint
ALTER TABLE `assets` ADD `odometer` integer;--> statement-breakpoint
ALTER TABLE `assets` ADD `odometer_unit` text;--> statement-breakpoint
ALTER TABLE `assets` ADD `service_due_on` text;--> statement-breakpoint
ALTER TABLE `assets` ADD `service_due_at` integer;--> statement-breakpoint
ALTER TABLE `assets` ADD `own` text;--> statement-breakpoint
ALTER TABLE `assets` ADD `archived_at` integer;--> statement-breakpoint
CREATE INDEX `assets_owner` ON `assets` (`owner_id`,`archived_at`,`name`,`id`);--> statement-breakpoint
CREATE INDEX `assets_depot` ON `assets` (`owner_id`,`depot`);--> statement-breakpoint
CREATE INDEX `assets_name` ON `assets` (`archived_at`,`name`,`id`);--> statement-breakpoint
ALTER TABLE `ownerships` ADD `kept` text;--> statement-breakpoint
ALTER TABLE `ownerships` ADD `passes_history` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `ownerships_open` ON `ownerships` (`asset_id`) WHERE "ownerships"."until_at" is null;--> statement-breakpoint
ALTER TABLE `profile` ADD `asset_settings` text;--> statement-breakpoint
CREATE TRIGGER `assets_owned` AFTER INSERT ON `ownerships` WHEN NEW.until_at IS NULL BEGIN
  UPDATE assets SET owner_id = NEW.customer_id WHERE id = NEW.asset_id;
END;
--> statement-breakpoint
CREATE TRIGGER `assets_owner_changed` AFTER UPDATE OF customer_id, until_at ON `ownerships` BEGIN
  UPDATE assets SET owner_id = (SELECT o.customer_id FROM ownerships o WHERE o.asset_id = NEW.asset_id AND o.until_at IS NULL)
  WHERE id = NEW.asset_id;
END;
--> statement-breakpoint
UPDATE assets SET owner_id = (SELECT o.customer_id FROM ownerships o WHERE o.asset_id = assets.id AND o.until_at IS NULL);
