CREATE TABLE `google_identities` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`email` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `google_identities_subject` ON `google_identities` (`issuer`,`subject`);--> statement-breakpoint
CREATE UNIQUE INDEX `google_identities_person` ON `google_identities` (`person_id`);--> statement-breakpoint
CREATE TABLE `google_visits` (
	`id` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`base` text NOT NULL,
	`session_id` text,
	`link_key` text,
	`next` text,
	`issuer` text,
	`subject` text,
	`email` text,
	`challenge_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`answered_at` integer,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `google_visits_challenge` ON `google_visits` (`challenge_id`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`host` text NOT NULL,
	`name` text NOT NULL,
	`credential_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	`removed_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passkeys_credential` ON `passkeys` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkeys_person` ON `passkeys` (`person_id`);--> statement-breakpoint
CREATE TABLE `passwords` (
	`person_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `profile` ADD `are_passwords_on` integer DEFAULT false NOT NULL;