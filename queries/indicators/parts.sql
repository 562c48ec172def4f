-- How did the parts of an indicator develop, such as districts, and what share has each of the whole?
-- Rows: one per dimension, category and date
-- Parameters: plan, indicator, on, known_at (null: now)
with said as (
    select *
    from known_observation($known_at::timestamp)
    where
        plan_code = $plan
        and indicator_code = $indicator
        and observed_on <= $on::date
        and value is not null
),

whole as (
    select
        part.dimension,
        part.observed_on,
        any_value(total.value) as total,
        finite_sum(part.value, part.category) as parts_together,
        min(part.value) as least
    from said as part
    left join said as total on part.observed_on = total.observed_on and total.dimension = ''
    where part.dimension <> ''
    group by part.dimension, part.observed_on
)

select
    part.dimension,
    part.category,
    part.observed_on,
    part.value,
    -- a share is told only where the parts make up the whole; averages and quotas do not
    if(
        whole.least >= 0 and whole.total > 0 and abs(whole.parts_together - whole.total) <= 0.01 * whole.total,
        part.value / whole.parts_together,
        null
    ) as share
from said as part
inner join whole on part.dimension = whole.dimension and part.observed_on = whole.observed_on
order by part.dimension, part.category, part.observed_on
