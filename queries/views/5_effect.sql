-- The totals that an indicator is judged by, up to the reporting date, one row per period.
-- Levels (Bestand) are judged as they were observed. Flows (Summe) that come more often than yearly
-- give one point per complete year, their sum: one month is no fair match for a yearly target.
-- The origin of a sum is its last observation.
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
    finite_sum(value, observed_on) as value,
    bool_or(is_break) as is_break,
    arg_max(upload_id, observed_on) as upload_id,
    arg_max(sheet, observed_on) as sheet,
    arg_max(cell, observed_on) as cell
from period
where make_date(year, 12, 31) <= on_day
group by plan_code, indicator_code, months, year
having count(*) = 12 // months;

-- The targets in force on the reporting date: of the same kind and date the one that became valid last.
-- No row_number(): ordered by a column with nulls, DuckDB 1.5 now and then answers with the wrong row.
create or replace macro target_in_force(on_day, known_at) as table
select
    target.plan_code,
    target.indicator_code,
    target.kind,
    target.due_on,
    arg_max_null(
        columns(target.* exclude (plan_code, indicator_code, kind, due_on)),
        coalesce(target.valid_from, date '0001-01-01')
    )
from known_target(known_at) as target
where
    coalesce(target.valid_from <= on_day, true)
    and coalesce(target.valid_to >= on_day, true)
group by target.plan_code, target.indicator_code, target.kind, target.due_on;

-- The planned path (Soll-Pfad): straight lines from the baseline through the interim targets to the
-- target. Of several dates the next one decides, after the last one the last.
-- Rows: one per indicator, with what is known of it; without a dated value target the path is null.
create or replace macro planned_path(on_day, known_at) as table
with target as (
    select
        plan_code,
        indicator_code,
        finite(value) as value,
        due_on,
        kind = 'value' and isfinite(value) and due_on >= on_day as is_ahead,
        kind = 'value' and isfinite(value) and due_on < on_day as is_passed
    from target_in_force(on_day, known_at)
),

neighbour as (
    select
        plan_code,
        indicator_code,
        count(*) as targets,
        min(due_on) filter (where is_ahead) as next_on,
        arg_min(value, due_on) filter (where is_ahead) as next_value,
        max(due_on) filter (where is_passed) as passed_on,
        arg_max(value, due_on) filter (where is_passed) as passed_value
    from target
    group by plan_code, indicator_code
)

select
    indicator.* replace (finite(indicator.baseline) as baseline),
    coalesce(neighbour.targets, 0) as targets,
    coalesce(neighbour.next_on, neighbour.passed_on) as target_due_on,
    coalesce(neighbour.next_value, neighbour.passed_value) as target_value,
    finite(case
        when indicator.baseline is null or indicator.baseline_on is null then null
        when neighbour.next_on is null then neighbour.passed_value
        when on_day <= indicator.baseline_on then indicator.baseline
        when neighbour.passed_on > indicator.baseline_on
            then value_on_line(
                neighbour.passed_on, neighbour.passed_value, neighbour.next_on, neighbour.next_value, on_day
            )
        else value_on_line(
            indicator.baseline_on, indicator.baseline, neighbour.next_on, neighbour.next_value, on_day
        )
    end) as expected
from known_indicator(known_at) as indicator
left join neighbour
    on
        indicator.plan_code = neighbour.plan_code
        and indicator.indicator_code = neighbour.indicator_code;

-- Wirkung of each indicator: does it move to its target?
-- reason says why there is no light:
-- no_target, no_path, no_data, no_baseline, no_direction, break, no_ratio (nothing to divide by, or
-- numbers too large to be computed with).
create or replace macro indicator_effect(on_day, known_at) as table
with latest as (
    select
        plan_code,
        indicator_code,
        max(observed_on) as last_on,
        arg_max_null(value, observed_on) as last_value,
        arg_max(upload_id, observed_on) as last_upload_id,
        arg_max(sheet, observed_on) as last_sheet,
        arg_max(cell, observed_on) as last_cell
    from judged_observation(on_day, known_at)
    group by plan_code, indicator_code
),

compared as (
    select
        path.plan_code,
        path.indicator_code,
        path.measure_code,
        path.name,
        path.unit,
        path.kind,
        path.direction,
        path.frequency,
        path.baseline,
        path.baseline_on,
        path.owner,
        coalesce(path.weight, 1) as weight,
        latest.last_on,
        finite(latest.last_value) as last_value,
        latest.last_upload_id,
        latest.last_sheet,
        latest.last_cell,
        series.observed_on,
        coalesce(series.observations, 0) as observations,
        path.targets,
        path.target_due_on,
        path.target_value,
        path.expected,
        case path.direction when 'up' then 1 when 'down' then -1 end as direction_sign,
        -- a break after the baseline: from there on no value can be measured by it
        coalesce(series.break_on > path.baseline_on, false) as is_broken,
        if(is_broken, null, share_covered(path.baseline, path.target_value, latest.last_value)) as position,
        coalesce(reaches(last_value, path.target_value, direction_sign), false) as is_reached,
        -- the path asks for nothing yet: the baseline stands where it should be by now, or beyond
        coalesce(reaches(path.baseline, path.expected, direction_sign), false) as is_nothing_due,
        -- an indicator to be held has no distance to cover: what counts is how near it stays
        case
            when is_broken then null
            when path.direction = 'hold' and last_value = path.expected then 1
            when path.direction = 'hold'
                then finite(1 - finite(abs(last_value - path.expected)) / nullif(abs(path.expected), 0))
            when direction_sign is not null and not is_nothing_due
                then share_covered(path.baseline, path.expected, last_value)
        end as ratio
    from planned_path(on_day, known_at) as path
    left join latest
        on
            path.plan_code = latest.plan_code
            and path.indicator_code = latest.indicator_code
    left join observed_series(on_day, known_at) as series
        on
            path.plan_code = series.plan_code
            and path.indicator_code = series.indicator_code
)

select
    compared.*,
    case
        when targets = 0 then 'no_target'
        when target_value is null then 'no_path'
        when last_on is null then 'no_data'
        when baseline is null or baseline_on is null then 'no_baseline'
        when direction is null then 'no_direction'
        when is_broken then 'break'
        when last_value is null then 'no_ratio'
        when ratio is null and not is_nothing_due and not is_reached then 'no_ratio'
    end as reason,
    case when target_value is not null then 'planned_path' else 'none' end as effect_rule,
    case
        when reason = 'break' then 'suspended'
        when reason is not null then 'not_assessable'
        when is_reached then 'achieved'
        when is_nothing_due and reaches(last_value, expected, direction_sign) then 'on_track'
        when is_nothing_due then 'off_track'
        when reaches(ratio, method.on_track_ratio, 1) then 'on_track'
        when reaches(ratio, method.at_risk_ratio, 1) then 'at_risk'
        else 'off_track'
    end as light_effect
from compared
cross join method_in_force(known_at) as method;
