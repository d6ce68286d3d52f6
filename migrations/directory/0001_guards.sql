-- The stamp: which shop (or the directory) this database belongs to.
CREATE TABLE _tenant (id INTEGER PRIMARY KEY CHECK (id = 1), tenant_id TEXT NOT NULL) STRICT;
--> statement-breakpoint
-- A batch proves what it relies on: anything but 1 stops it. A view, so nothing is ever stored.
CREATE VIEW _assert AS SELECT 1 AS ok;
--> statement-breakpoint
CREATE TRIGGER _assert_checks INSTEAD OF INSERT ON _assert WHEN NEW.ok IS NOT 1 BEGIN SELECT RAISE(ABORT, 'assertion failed'); END;
--> statement-breakpoint
CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_stand BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
