-- The totals that an indicator is judged by, up to the reporting date, one row per period.
-- Levels (Bestand) are judged as they were observed. Flows (Summe) that come more often than yearly
-- give one point per complete year, their sum: one month is no fair match for a yearly target.
-- The origin of a sum is its last observation; since_on is its first: after a break in between it is
-- part old, part new.
create or replace macro judged_observation(on_day, known_at) as table
with total as (
    select
        observation.plan_code,
        observation.indicator_code,
        observation.observed_on,
        observation.value,
        observation.upload_id,
        observation.sheet,
        observation.cell,
        coalesce(observation.flag = 'break', false) as is_break,
        period_months(indicator.frequency) as months,
        coalesce(indicator.aggregation = 'sum', false) and months < 12 as is_summed
    from known_observation(known_at) as observation
    inner join known_indicator(known_at) as indicator
        on
            observation.plan_code = indicator.plan_code
            and observation.indicator_code = indicator.indicator_code
    where
        observation.observed_on <= on_day
        and observation.dimension = ''
        and observation.value is not null
),

-- a period that was observed twice is not counted twice: its later observation stands for it
period as (
    select
        plan_code,
        indicator_code,
        months,
        year(observed_on) as year,
        max(observed_on) as observed_on,
        arg_max(value, observed_on) as value,
        bool_or(is_break) as is_break,
        arg_max(upload_id, observed_on) as upload_id,
        arg_max(sheet, observed_on) as sheet,
        arg_max(cell, observed_on) as cell
    from total
    where is_summed
    group by plan_code, indicator_code, months, year(observed_on), (month(observed_on) - 1) // months
)

select
    plan_code,
    indicator_code,
    observed_on,
    observed_on as since_on,
    value,
    is_break,
    upload_id,
    sheet,
    cell
from total
where not is_summed
union all
select
    plan_code,
    indicator_code,
    make_date(year, 12, 31) as observed_on,
    min(observed_on) as since_on,
    finite_sum(value, observed_on) as value,
    bool_or(is_break) as is_break,
    arg_max(upload_id, observed_on) as upload_id,
    arg_max(sheet, observed_on) as sheet,
    arg_max(cell, observed_on) as cell
from period
where make_date(year, 12, 31) <= on_day
group by plan_code, indicator_code, months, year
having count(*) = 12 // months;

-- What there is of the series of each indicator by the reporting date: its totals, whether or not
-- they are judged yet. A break in the series is one as soon as it is known.
create or replace macro observed_series(on_day, known_at) as table
select
    plan_code,
    indicator_code,
    count(*) as observations,
    max(observed_on) as observed_on,
    max(observed_on) filter (where flag = 'break') as break_on
from known_observation(known_at)
where observed_on <= on_day and dimension = '' and value is not null
group by plan_code, indicator_code;
