-- The thresholds of the method. A new version is new rows; the old ones stay for past reports.
create table method (
    version integer not null,
    name varchar not null,
    value double not null,
    recorded_at timestamp not null
);

insert into method
select
    1 as version,
    threshold.name,
    threshold.value,
    timestamp '2000-01-01' as recorded_at
from (
    values
    ('on_track_ratio', 0.95),       -- planned path: share of the expected distance
    ('at_risk_ratio', 0.60),
    ('at_risk_days', 90),           -- oldest open milestone that is due
    ('grace_days', 30),             -- a value may come this long after its period
    ('stale_periods', 2)            -- older than this many periods is stale
) as threshold (name, value);
