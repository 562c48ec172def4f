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

-- The totals that were said of indicators between two days, as they are known. Now that is one row per
-- indicator and day. Then it is each row that was said and not taken back: they are too many to be
-- brought together key by key. What is aggregated of them takes the last value of a day by said_order.
create or replace macro said_total(after_on, on_day, known_at) as table
select
    plan_code,
    indicator_code,
    observed_on,
    value,
    flag,
    upload_id,
    sheet,
    cell
from current_observation
where known_at is null and dimension = '' and observed_on > after_on and observed_on <= on_day
union all
select
    said.plan_code,
    said.indicator_code,
    said.observed_on,
    said.value,
    said.flag,
    said.upload_id,
    said.sheet,
    said.cell
from observation as said
semi join visible_upload(known_at) as visible on said.upload_id = visible.upload_id
anti join (
    select
        observation.plan_code,
        observation.indicator_code,
        observation.observed_on,
        observation.dimension,
        observation.category,
        max(observation.upload_id) as upload_id
    from observation
    semi join visible_upload(known_at) as seen on observation.upload_id = seen.upload_id
    where known_at is not null and observation.is_withdrawn
    group by
        observation.plan_code, observation.indicator_code, observation.observed_on, observation.dimension,
        observation.category
) as taken_back
    on
        said.plan_code = taken_back.plan_code
        and said.indicator_code = taken_back.indicator_code
        and said.observed_on = taken_back.observed_on
        and said.dimension = taken_back.dimension
        and said.category = taken_back.category
        and said.upload_id <= taken_back.upload_id
where
    known_at is not null
    and not said.is_withdrawn
    and said.dimension = ''
    and said.observed_on > after_on
    and said.observed_on <= on_day;

-- One number by which what was said is in order: by its day, and of one day by its upload.
create or replace macro said_order(observed_on, upload_id) as
(observed_on - date '1970-01-01') * 4294967296 + upload_id;

-- As finite_sum, of a list in the order in which it is to be added.
create or replace macro finite_list_sum(numbers) as
case when isfinite(list_sum(list_transform(numbers, lambda number: abs(number)))) then list_sum(numbers) end;

-- The end of the year eight years before that of a day: so many years hold all that the rules ask for
-- of a series without gaps.
create or replace macro eight_years_before(day) as
make_date((year(day) - 8)::integer, 12, 31);

-- The day of the last break in each series, up to the reporting date. A mark that was corrected later
-- is none.
create or replace macro last_break(on_day, known_at) as table
with marked as (
    select distinct
        plan_code,
        indicator_code,
        observed_on
    from said_total(date '-infinity', on_day, known_at)
    where flag = 'break'
),

resolved as (
    select
        said.plan_code,
        said.indicator_code,
        said.observed_on,
        arg_max(said.flag, said.upload_id) as flag
    from said_total(date '-infinity', on_day, known_at) as said
    semi join marked
        on
            said.plan_code = marked.plan_code
            and said.indicator_code = marked.indicator_code
            and said.observed_on = marked.observed_on
    group by said.plan_code, said.indicator_code, said.observed_on
    having count(said.value) > 0
)

select
    plan_code,
    indicator_code,
    max(observed_on) as break_on
from resolved
where flag = 'break'
group by plan_code, indicator_code;

-- The series of each indicator as the rules need it: the last years that are judged, newest first, as
-- judged_observation has them, and the day of the last observation, judged or not. The last eight years
-- are soon read; older ones are read, too, of indicators that have not enough of them in there.
-- Of a level the year is one period. A period that was observed twice is not counted twice: its later
-- observation stands for it.
-- Rows: one per indicator with a total, known or not
create or replace macro indicator_series(seen_on, seen_at, method_at) as table
with flow as (
    select
        plan_code,
        indicator_code,
        period_months(frequency) as months
    from known_indicator(seen_at)
    where aggregation = 'sum' and period_months(frequency) < 12
),

recent as (
    select
        said.plan_code,
        said.indicator_code,
        flow.months,
        year(said.observed_on) as year,
        (month(said.observed_on) - 1) // flow.months as period,
        max(said.observed_on) as observed_on,
        arg_max(said.value, said_order(said.observed_on, said.upload_id)) as value
    from said_total(eight_years_before(seen_on), seen_on, seen_at) as said
    left join flow
        on
            said.plan_code = flow.plan_code
            and said.indicator_code = flow.indicator_code
    where said.value is not null
    group by said.plan_code, said.indicator_code, flow.months, year, period
),

-- those without a gap in these years
enough as (
    select
        plan_code,
        indicator_code
    from recent
    cross join method_in_force(method_at) as method
    group by plan_code, indicator_code, months, method.trend_points
    having
        count(*) filter (where months is null or year < year(seen_on))
        >= if(months is null, 1, 12 // months) * greatest(7, method.trend_points + 1)
),

wanting as (
    select distinct
        indicator.plan_code,
        indicator.indicator_code
    from indicator
    anti join enough
        on
            indicator.plan_code = enough.plan_code
            and indicator.indicator_code = enough.indicator_code
),

seen as (
    select * from recent
    union all
    select
        said.plan_code,
        said.indicator_code,
        flow.months,
        year(said.observed_on) as year,
        (month(said.observed_on) - 1) // flow.months as period,
        max(said.observed_on) as observed_on,
        arg_max(said.value, said_order(said.observed_on, said.upload_id)) as value
    from said_total(date '-infinity', eight_years_before(seen_on), seen_at) as said
    inner join wanting
        on
            said.plan_code = wanting.plan_code
            and said.indicator_code = wanting.indicator_code
    left join flow
        on
            said.plan_code = flow.plan_code
            and said.indicator_code = flow.indicator_code
    where said.value is not null
    group by said.plan_code, said.indicator_code, flow.months, year, period
),

year_point as (
    select
        plan_code,
        indicator_code,
        {
            'judged_on': observed_on,
            'observed_on': observed_on,
            'since_on': observed_on,
            'value': finite(value)
        } as point,
        true as is_judged
    from seen
    where months is null
    union all
    select
        plan_code,
        indicator_code,
        {
            'judged_on': make_date(year::integer, 12, 31),
            'observed_on': max(observed_on),
            'since_on': min(observed_on),
            -- the same sum as finite_sum makes, of no more than twelve numbers
            'value': finite_list_sum(list_reverse(arg_max(value, observed_on, 12)))
        } as point,
        count(*) = 12 // months and make_date(year::integer, 12, 31) <= seen_on as is_judged
    from seen
    where months is not null
    group by plan_code, indicator_code, months, year
)

select
    year_point.plan_code,
    year_point.indicator_code,
    max(year_point.point.observed_on) as observed_on,
    list_reverse_sort(list(year_point.point) filter (where year_point.is_judged))[1:method.trend_points + 1] as points
from year_point
cross join method_in_force(method_at) as method
group by year_point.plan_code, year_point.indicator_code, method.trend_points;

-- How many totals there are of each indicator by the reporting date.
create or replace macro observation_count(on_day, known_at) as table
select
    plan_code,
    indicator_code,
    count(distinct observed_on) as observations
from said_total(date '-infinity', on_day, known_at)
where value is not null
group by plan_code, indicator_code;
