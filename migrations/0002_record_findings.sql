-- Findings: what a run's history shows and a person would want to know of, recorded when it is seen.
-- docs/findings.md has the rules; they are functions of the rows of `epoch` and `layer`.

CREATE TABLE finding (
  run INTEGER NOT NULL,
  epoch INTEGER NOT NULL,      -- at which it was seen
  layer INTEGER NOT NULL CHECK (layer = 0 OR layer >= 2), -- 0 is the network as a whole
  finding TEXT NOT NULL CHECK (length(finding) >= 1),
  metric TEXT NOT NULL CHECK (length(metric) >= 1), -- the column of `epoch` or `layer` that says so
  value REAL,                  -- its number
  reference REAL,              -- the number it is judged by
  since INTEGER NOT NULL CHECK (since BETWEEN 0 AND epoch),
  nan INTEGER NOT NULL DEFAULT 0, -- bits 0 and 1: value, reference
  digest BLOB NOT NULL CHECK (length(digest) = 16), -- of the run's id and the columns before it
  PRIMARY KEY (run, epoch, layer, finding),
  FOREIGN KEY (run, epoch) REFERENCES epoch (run, epoch) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- How many findings a run has; NULL where nobody has looked: before anything is recorded, and for runs
-- that ended before there were findings.
ALTER TABLE run ADD COLUMN findings INTEGER CHECK (findings >= 0);

CREATE VIEW findings AS
SELECT
  lower(hex(r.run_id)) AS run,
  f.epoch AS epoch,
  nullif(f.layer, 0) AS layer,
  f.finding AS finding,
  f.metric AS metric,
  f.value AS value,
  f.reference AS reference,
  f.since AS since
FROM run AS r
JOIN finding AS f ON f.run = r.id
WHERE r.trashed_at IS NULL;

-- As before, with the findings of a run at the end, in the order they were seen.
DROP VIEW runs;
CREATE VIEW runs AS
SELECT
  lower(hex(r.run_id)) AS run,
  (SELECT e.name FROM experiment AS e WHERE e.id = r.experiment) AS experiment,
  (SELECT s.name FROM sweep AS s WHERE s.id = r.sweep) AS sweep,
  r.status AS status,
  r.epochs_done AS epochs_done,
  r.data AS data,
  r.target AS target,
  r.task AS task,
  r.train_limit AS train_limit,
  r.validation AS validation,
  r.split_seed AS split_seed,
  r.scale AS scale,
  r.hidden_layers AS hidden_layers,
  r.activation AS activation,
  r.output_activation AS output_activation,
  r.cost AS cost,
  r.initialization AS initialization,
  r.optimizer AS optimizer,
  r.learning_rate AS learning_rate,
  r.momentum AS momentum,
  r.weight_decay AS weight_decay,
  r.schedule AS schedule,
  r.schedule_factor AS schedule_factor,
  r.schedule_epochs AS schedule_epochs,
  r.warmup_epochs AS warmup_epochs,
  r.minimum_rate AS minimum_rate,
  r.mini_batch_size AS mini_batch_size,
  r.epochs AS epochs,
  r.l2 AS l2,
  r.l1 AS l1,
  r.dropout AS dropout,
  r.gradient_clip AS gradient_clip,
  r.early_stopping AS early_stopping,
  r.min_delta AS min_delta,
  r.shuffle AS shuffle,
  r.seed AS seed,
  r.precision AS precision,
  r.train_cost AS train_cost,
  r.validation_cost AS validation_cost,
  r.train_accuracy AS train_accuracy,
  r.validation_accuracy AS validation_accuracy,
  r.best_validation_cost AS best_validation_cost,
  r.best_validation_accuracy AS best_validation_accuracy,
  r.best_epoch AS best_epoch,
  r.gradient_norm AS gradient_norm,
  r.seconds AS seconds,
  nullif(r.examples, 0) / nullif(r.seconds, 0) AS examples_per_second,
  strftime('%Y-%m-%dT%H:%M:%fZ', r.started_at / 1000.0, 'unixepoch') AS started_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', r.finished_at / 1000.0, 'unixepoch') AS finished_at,
  (SELECT group_concat(tag, ',')
    FROM (SELECT t.tag AS tag FROM tag AS t WHERE t.run = r.id ORDER BY t.tag)) AS tags,
  r.train_r2 AS train_r2,
  r.validation_r2 AS validation_r2,
  r.train_rmse AS train_rmse,
  r.validation_rmse AS validation_rmse,
  CASE r.findings WHEN 0 THEN 'none' ELSE (SELECT group_concat(finding, ',')
    FROM (SELECT f.finding AS finding FROM finding AS f WHERE f.run = r.id
      GROUP BY f.finding ORDER BY min(f.epoch), f.finding)) END AS findings
FROM run AS r
WHERE r.trashed_at IS NULL;
