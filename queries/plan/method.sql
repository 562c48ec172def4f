-- Which thresholds does the method have, in which version?
-- Rows: one per threshold as in force at the moment, by name
-- Parameters: known_at (null: now)
select
    name,
    arg_max(value, version) as value,
    max(version) as version,
    arg_max(recorded_at, version) as recorded_at
from method
where version = 1 or $known_at::timestamp is null or recorded_at <= $known_at::timestamp
group by name
order by name
