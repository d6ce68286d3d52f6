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
--> statement-breakpoint
CREATE TRIGGER ledger_is_kept BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_stands BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
--> statement-breakpoint
-- The balance is the sum of the ledger, kept where lists and counters can use an index.
CREATE TRIGGER ledger_moves_balance AFTER INSERT ON ledger WHEN NEW.invoice_id IS NOT NULL BEGIN
  UPDATE invoices SET balance_minor = balance_minor + NEW.amount_minor,
    settled_at = CASE WHEN balance_minor + NEW.amount_minor <= 0 THEN coalesce(settled_at, NEW.at) END
  WHERE id = NEW.invoice_id;
END;
--> statement-breakpoint
CREATE TRIGGER editions_stand BEFORE UPDATE ON editions BEGIN SELECT RAISE(ABORT, 'editions are immutable'); END;
--> statement-breakpoint
CREATE TRIGGER editions_are_kept BEFORE DELETE ON editions BEGIN SELECT RAISE(ABORT, 'editions are immutable'); END;
