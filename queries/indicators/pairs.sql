-- In which years do two indicators both have a value, and which?
-- Rows: one per year, with the last judged value of each; is_break: one of them cannot be compared with before
-- Parameters: plan, one, other, on, known_at (null: now)
with series as (
    select
        year(observed_on) as year,
        arg_max(value, observed_on) filter (where indicator_code = $one) as value_one,
        arg_max(value, observed_on) filter (where indicator_code = $other) as value_other,
        bool_or(is_break) as is_break
    from judged_observation($on::date, $known_at::timestamp)
    where plan_code = $plan and indicator_code in ($one, $other)
    group by year(observed_on)
)

select
    year,
    value_one,
    value_other,
    is_break
from series
where value_one is not null and value_other is not null
order by year
