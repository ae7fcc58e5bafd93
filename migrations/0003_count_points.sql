-- How many points a sweep has: it has fewer rows in `sweep_run` once runs of it were purged.
ALTER TABLE sweep ADD COLUMN size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0);
UPDATE sweep SET size = (SELECT count(*) FROM sweep_run AS m WHERE m.sweep = sweep.id);
