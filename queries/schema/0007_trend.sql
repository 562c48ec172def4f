-- The thresholds of the trend rule join those of the first version of the method.
insert into method
select
    1 as version,
    threshold.name,
    threshold.value,
    timestamp '2000-01-01' as recorded_at
from (
    values
    ('trend_points', 6),            -- yearly points that the mean yearly change rests on
    ('trend_least_points', 4),      -- with fewer the trend cannot be assessed
    ('small_miss', 0.05),           -- share of the remaining distance: below it the target counts as met
    ('large_miss', 0.20)            -- up to it the miss is small enough for a note
) as threshold (name, value);
