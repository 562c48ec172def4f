-- Where would an indicator stand if its development continued, and how far has it strayed so far?
-- Rows: one per quarter ahead, from the last judged value on; none where the trend rule has too few points
-- Parameters: plan, indicator, on, known_at (null: now), until (null or past: no rows; at most ten years ahead)
with ahead as (
    select
        *,
        least(round(12 * years_between(last_on, $until::date))::integer, 120) as months
    from trend_spread($on::date, $known_at::timestamp, $known_at::timestamp)
    where plan_code = $plan and indicator_code = $indicator and yearly_change is not null and last_on < $until::date
),

step as (
    select
        ahead.*,
        unnest(list_distinct(list_append(range(0, months, 3), months))) as month
    from ahead
)

select
    -- from the end of a month on the ends of months
    if(
        last_on = last_day(last_on),
        last_day((last_on + to_months(month::integer))::date),
        (last_on + to_months(month::integer))::date
    ) as day,
    finite(last_value + yearly_change * (month / 12)) as value,
    finite(last_value + yearly_change * (month / 12) - spread * sqrt(month / 12)) as lower,
    finite(last_value + yearly_change * (month / 12) + spread * sqrt(month / 12)) as upper,
    month % 12 = 0 or month = months as is_mark,
    points,
    first_on,
    yearly_change,
    spread
from step
order by month
