-- The record: every run that was planned, what defined it, and everything measured of it.
--
-- Why it looks like this
--   * A run's name outside this file is `run_id`, the first 16 bytes of the SHA-256 of its canonical
--     definition; inside, rows point at each other by small integers, because they are repeated in
--     every epoch of every run.
--   * `run` carries a summary of the run's history (its last and best numbers), so that no list ever
--     reads histories. The history itself is narrow and clustered: one row of `epoch` for each epoch,
--     one of `layer` for each epoch and layer, one of `weights` where the weights were kept.
--   * Numbers are kept exactly. SQLite's REAL holds infinities but turns NaN into NULL, so each table
--     of numbers has a bit mask, `nan`: where bit i is set, the i-th number (counted from 0, in the
--     order said beside the mask) is NaN; a NULL whose bit is not set was not measured. Zeros have no
--     sign.
--   * SQLite keeps no checksum of content, so the content carries digests: SHA-256, cut to 16 bytes.
--     Values are hashed one after the other, each behind a byte that tells its kind: 0 nothing;
--     1 an integer and 2 a number, 8 bytes, NaN as 7ff8000000000000 and zero without a sign; 3 a text
--     and 4 a blob, behind their length as 8 bytes; all little-endian. An epoch's `chain` is over the
--     chain of the epoch before (`run_id` for the first), the epoch, its twelve numbers in the mask's
--     order, its examples, and for each layer its number, its seven numbers and its weights_digest,
--     which is over the two blobs of `weights`.
--   * Times are whole milliseconds since 1970-01-01T00:00:00Z.
--   * The header's user_version is the number of the last file of this folder that was applied.

PRAGMA application_id = 0x64736e74; -- 'dsnt'

-- The program and machine that trained; shared by all runs of one command.
CREATE TABLE environment (
  id INTEGER PRIMARY KEY,
  program_version TEXT NOT NULL,
  git_commit TEXT,            -- of the folder the command was given in
  git_dirty TEXT CHECK (git_dirty IN ('true', 'false')),
  cpu TEXT NOT NULL,
  kernel TEXT NOT NULL,       -- the instruction set of the arithmetic: avx512, avx2, neon, portable
  operating_system TEXT NOT NULL,
  command_line TEXT NOT NULL,
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 16)
) STRICT;

-- The live processes that train into this file. A run that is `running` belongs to one of them; when
-- the process is gone (no such pid, or one that started at another time, or another boot) the run is
-- lost and may be claimed again.
CREATE TABLE process (
  id INTEGER PRIMARY KEY,
  pid INTEGER NOT NULL,
  start_time INTEGER NOT NULL, -- clock ticks from boot to the start of the process
  boot TEXT NOT NULL,          -- the boot's id and the pid name space
  host TEXT NOT NULL,
  heartbeat INTEGER NOT NULL,  -- ms of the boot's monotonic clock, for processes of the same boot
  heard_at INTEGER NOT NULL    -- the same moment by the wall clock, for all others
) STRICT;

CREATE TABLE experiment (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 255),
  created_at INTEGER NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 16)
) STRICT;

-- A set of points to train. `points` is the digest of the runs' ids, sorted, so the same points in
-- the same experiment are the same sweep.
CREATE TABLE sweep (
  id INTEGER PRIMARY KEY,
  experiment INTEGER NOT NULL REFERENCES experiment (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  source TEXT NOT NULL,        -- what was asked for, as it was written
  weights TEXT NOT NULL,       -- which weights are kept: every, best, last, none or a number
  metric TEXT,
  goal TEXT CHECK (goal IN ('minimize', 'maximize')),
  created_at INTEGER NOT NULL,
  cancelled_at INTEGER,
  points BLOB NOT NULL CHECK (length(points) = 16),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  UNIQUE (experiment, points)
) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  run_id BLOB NOT NULL UNIQUE CHECK (length(run_id) = 16),

  -- The definition, one column for each key; NULL where the definition does not read the key.
  data TEXT,
  target TEXT,
  task TEXT,
  train_limit INTEGER,
  validation ANY,              -- a share, a count or 'test'
  split_seed INTEGER,
  scale TEXT,
  hidden_layers TEXT,          -- '[64, 32]'
  activation TEXT,
  output_activation TEXT,
  cost TEXT,
  initialization TEXT,
  optimizer TEXT,
  learning_rate REAL,
  momentum REAL,
  weight_decay REAL,
  schedule TEXT,
  schedule_factor REAL,
  schedule_epochs INTEGER,
  warmup_epochs INTEGER,
  minimum_rate REAL,
  mini_batch_size INTEGER,
  epochs INTEGER,              -- a limit: as asked last
  l2 REAL,
  l1 REAL,
  dropout REAL,
  gradient_clip REAL,
  early_stopping INTEGER,      -- a limit
  min_delta REAL,              -- a limit
  shuffle TEXT CHECK (shuffle IN ('true', 'false')),
  seed INTEGER,
  precision TEXT NOT NULL CHECK (precision IN ('single', 'double')),
  data_digest BLOB NOT NULL,   -- of the parsed content
  initialization_digest BLOB,  -- of the parsed content, where the first weights come from a file
  numerics_version INTEGER NOT NULL,
  definition_digest BLOB NOT NULL CHECK (length(definition_digest) = 16),

  -- Where the run stands.
  status TEXT NOT NULL CHECK (status IN (
    'queued', 'running', 'finished', 'diverged', 'failed', 'interrupted', 'lost')),
  experiment INTEGER REFERENCES experiment (id), -- of its first sweep
  sweep INTEGER REFERENCES sweep (id),           -- the first of sweep_run
  planned_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  stopped_early INTEGER,       -- the epoch at which the stopping rule struck
  diverged_at INTEGER,         -- the epoch whose cost was not finite
  error TEXT,
  sizes TEXT,                  -- n_1, … n_L: '[784, 30, 10]'

  -- The summary of its history. The bare names are of the last recorded epoch, best_* of all epochs,
  -- each by itself; best_epoch is the first with the lowest validation_cost, else train_cost.
  epochs_done INTEGER NOT NULL DEFAULT 0 CHECK (epochs_done >= 0),
  train_cost REAL,
  validation_cost REAL,
  train_accuracy REAL,
  validation_accuracy REAL,
  train_r2 REAL,
  validation_r2 REAL,
  train_rmse REAL,
  validation_rmse REAL,
  gradient_norm REAL,
  weight_norm REAL,
  best_train_cost REAL,
  best_validation_cost REAL,
  best_train_accuracy REAL,
  best_validation_accuracy REAL,
  best_train_r2 REAL,
  best_validation_r2 REAL,
  best_train_rmse REAL,
  best_validation_rmse REAL,
  best_epoch INTEGER,
  seconds REAL NOT NULL DEFAULT 0,
  examples INTEGER NOT NULL DEFAULT 0,
  nan INTEGER NOT NULL DEFAULT 0, -- bits 0…9: train_cost … weight_norm

  chain BLOB CHECK (length(chain) = 16), -- the last epoch's; NULL before anything is recorded
  digest BLOB NOT NULL CHECK (length(digest) = 16), -- of where it stands and its summary

  -- Who trains it. Each claim counts the attempt up, and a process writes only to its own attempt.
  process INTEGER REFERENCES process (id) ON DELETE SET NULL,
  attempt INTEGER NOT NULL DEFAULT 0,
  environment INTEGER REFERENCES environment (id),

  trashed_at INTEGER           -- in the trash since; the views leave it out
) STRICT;

-- For counting and listing what is not in the trash without reading whole rows.
-- The views show a run by its name: joins on it must not read the whole table each time.
CREATE INDEX run_by_name ON run (lower(hex(run_id)));
CREATE INDEX run_by_status ON run (status) WHERE trashed_at IS NULL;
CREATE INDEX run_by_process ON run (process) WHERE process IS NOT NULL;

-- The runs of a sweep in its order; a run may belong to several sweeps.
CREATE TABLE sweep_run (
  sweep INTEGER NOT NULL REFERENCES sweep (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  PRIMARY KEY (sweep, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX sweep_run_by_run ON sweep_run (run, sweep);

CREATE TABLE epoch (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL CHECK (epoch >= 0), -- 0 is before training
  train_cost REAL,
  validation_cost REAL,
  train_accuracy REAL,
  validation_accuracy REAL,
  train_r2 REAL,
  validation_r2 REAL,
  train_rmse REAL,
  validation_rmse REAL,
  learning_rate REAL,
  gradient_norm REAL,
  weight_norm REAL,
  seconds REAL,
  examples INTEGER NOT NULL,
  nan INTEGER NOT NULL DEFAULT 0, -- bits 0…11: train_cost … seconds
  chain BLOB NOT NULL CHECK (length(chain) = 16), -- of the epoch before, this row and its layers
  PRIMARY KEY (run, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE layer (
  run INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  layer INTEGER NOT NULL CHECK (layer >= 2), -- l = 2 … L; the input is layer 1
  gradient_norm REAL,
  delta_norm REAL,
  weight_norm REAL,
  update_ratio REAL,
  saturated REAL,
  weight_gradient_norm REAL,
  bias_gradient_norm REAL,
  nan INTEGER NOT NULL DEFAULT 0, -- bits 0…6: gradient_norm … bias_gradient_norm
  -- Of the weights and biases at the end of the epoch, whether they were kept or not.
  weights_digest BLOB NOT NULL CHECK (length(weights_digest) = 16),
  PRIMARY KEY (run, epoch, layer),
  FOREIGN KEY (run, epoch) REFERENCES epoch (run, epoch) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The weights that were kept: little-endian numbers of the run's precision.
CREATE TABLE weights (
  run INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  layer INTEGER NOT NULL,
  weights BLOB NOT NULL,       -- w^l row by row, n_l × n_(l-1)
  biases BLOB NOT NULL,        -- b^l, n_l
  PRIMARY KEY (run, epoch, layer),
  FOREIGN KEY (run, epoch, layer) REFERENCES layer (run, epoch, layer) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What a run needs to go on with the same bits: replaced by each later epoch, never accumulated.
CREATE TABLE state (
  run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  weights BLOB NOT NULL,       -- w^2, b^2, w^3, b^3, …
  optimizer BLOB NOT NULL,     -- the optimizer's memory in the same layout, once or twice
  digest BLOB NOT NULL CHECK (length(digest) = 16)
) STRICT;

CREATE TABLE tag (
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 255 AND instr(tag, ',') = 0),
  digest BLOB NOT NULL CHECK (length(digest) = 16),
  PRIMARY KEY (run, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE note (
  run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  note TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 16)
) STRICT;

-- First weights that came from a file or from another run, so that training needs no other file.
CREATE TABLE initial_weights (
  digest BLOB PRIMARY KEY CHECK (length(digest) = 32), -- as run.initialization_digest
  sizes TEXT NOT NULL,         -- n_1, … n_L: '[784, 30, 10]'
  precision TEXT NOT NULL CHECK (precision IN ('single', 'double')),
  weights BLOB NOT NULL        -- w^2, b^2, w^3, b^3, …
) STRICT, WITHOUT ROWID;

-- The times a run was trained again and every recorded number and weight compared, bit by bit.
CREATE TABLE verification (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  verified_at INTEGER NOT NULL,
  environment INTEGER NOT NULL REFERENCES environment (id),
  epochs INTEGER NOT NULL,     -- the last epoch that was compared; epoch 0 always is
  chain BLOB NOT NULL CHECK (length(chain) = 16), -- the run's then: a later epoch is not verified
  difference TEXT,             -- the first that was found; NULL where every bit agreed
  digest BLOB NOT NULL CHECK (length(digest) = 16)
) STRICT;
CREATE INDEX verification_by_run ON verification (run);

-- The times that BP1 to BP4 were compared with central differences on a run's network and data.
CREATE TABLE gradient_check (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,      -- whose weights were checked
  checked_at INTEGER NOT NULL,
  environment INTEGER NOT NULL REFERENCES environment (id),
  examples INTEGER NOT NULL,
  tolerance REAL NOT NULL,     -- the largest relative error that passes
  passed TEXT NOT NULL CHECK (passed IN ('true', 'false')),
  digest BLOB NOT NULL CHECK (length(digest) = 16) -- of the check and its layers
) STRICT;
CREATE INDEX gradient_check_by_run ON gradient_check (run);

CREATE TABLE gradient_check_layer (
  gradient_check INTEGER NOT NULL REFERENCES gradient_check (id) ON DELETE CASCADE,
  layer INTEGER NOT NULL CHECK (layer >= 2),
  parameters INTEGER NOT NULL, -- weights and biases of the layer
  checked INTEGER NOT NULL,    -- how many of them were moved
  compared INTEGER NOT NULL,   -- partial derivatives of single examples that were compared
  kinks INTEGER NOT NULL,      -- those left out, because no step stays clear of a kink
  largest_error REAL,          -- relative; NULL where it is not a number
  PRIMARY KEY (gradient_check, layer)
) STRICT, WITHOUT ROWID;

-- The three documented views. NaN reads as NULL here, so that aggregates do not trip over it; runs
-- in the trash are left out.
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
  r.validation_rmse AS validation_rmse
FROM run AS r
WHERE r.trashed_at IS NULL;

CREATE VIEW epochs AS
SELECT
  lower(hex(r.run_id)) AS run,
  e.epoch AS epoch,
  e.train_cost AS train_cost,
  e.validation_cost AS validation_cost,
  e.train_accuracy AS train_accuracy,
  e.validation_accuracy AS validation_accuracy,
  e.learning_rate AS learning_rate,
  e.gradient_norm AS gradient_norm,
  e.weight_norm AS weight_norm,
  e.seconds AS seconds,
  nullif(e.examples, 0) / nullif(e.seconds, 0) AS examples_per_second,
  e.train_r2 AS train_r2,
  e.validation_r2 AS validation_r2,
  e.train_rmse AS train_rmse,
  e.validation_rmse AS validation_rmse
FROM run AS r
JOIN epoch AS e ON e.run = r.id
WHERE r.trashed_at IS NULL;

CREATE VIEW layers AS
SELECT
  lower(hex(r.run_id)) AS run,
  l.epoch AS epoch,
  l.layer AS layer,
  l.gradient_norm AS gradient_norm,
  l.delta_norm AS delta_norm,
  l.weight_norm AS weight_norm,
  l.update_ratio AS update_ratio,
  l.saturated AS saturated,
  l.weight_gradient_norm AS weight_gradient_norm,
  l.bias_gradient_norm AS bias_gradient_norm
FROM run AS r
JOIN layer AS l ON l.run = r.id
WHERE r.trashed_at IS NULL;
