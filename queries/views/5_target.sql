-- The targets in force on the reporting date (is_in_force): of the same kind and date the one that
-- became valid last. And the original ones (is_first): of each kind those that were resolved first.
-- Rows: one per target as known at the moment
create or replace macro target_state(on_day, known_at) as table
with stated as (
    select
        * replace (finite(value) as value, finite(upper) as upper),
        coalesce(valid_from, date '-infinity') as since,
        since <= on_day and coalesce(valid_to >= on_day, true) as is_valid
    from known_target(known_at)
),

first_stated as (
    select
        plan_code,
        indicator_code,
        kind,
        min(since) as since
    from stated
    group by plan_code, indicator_code, kind
),

last_stated as (
    select
        plan_code,
        indicator_code,
        kind,
        due_on,
        max(since) as since
    from stated
    where is_valid
    group by plan_code, indicator_code, kind, due_on
)

select
    stated.*,
    coalesce(stated.is_valid and stated.since = last_stated.since, false) as is_in_force,
    stated.since <= on_day and stated.since = first_stated.since as is_first
from stated
inner join first_stated
    on
        stated.plan_code = first_stated.plan_code
        and stated.indicator_code = first_stated.indicator_code
        and stated.kind = first_stated.kind
left join last_stated
    on
        stated.plan_code = last_stated.plan_code
        and stated.indicator_code = last_stated.indicator_code
        and stated.kind = last_stated.kind
        and stated.due_on is not distinct from last_stated.due_on;

create or replace macro target_in_force(on_day, known_at) as table
select * exclude (since, is_valid, is_in_force, is_first)
from target_state(on_day, known_at)
where is_in_force;

-- What an indicator is judged by: the targets in force and, beside them, the original ones where they are
-- others. Of several dates of a kind the next one decides, after the last one the last; where a target
-- has no value, it decides nothing beside one that has.
-- Beside each the neighbours of the day on the planned path (Soll-Pfad) through all its values.
-- Rows: one per indicator, set (is_original), kind and date
create or replace macro target_set(on_day, aimed_on, aimed_at) as table
with state as (
    select * from target_state(aimed_on, aimed_at)
),

revised as (
    select distinct
        plan_code,
        indicator_code
    from state
    where is_first <> is_in_force
),

belonging as (
    select
        *,
        false as is_original
    from state
    where is_in_force
    union all
    select
        *,
        true as is_original
    from state
    semi join revised on state.plan_code = revised.plan_code and state.indicator_code = revised.indicator_code
    where is_first
),

chosen as (
    select
        *,
        kind = 'direction'
        or value is not null
        or (kind = 'interval' and upper is not null) as has_value,
        kind = 'value' and due_on is not null and value is not null as has_path
    from belonging
),

deciding as (
    select
        plan_code,
        indicator_code,
        is_original,
        kind,
        coalesce(
            min(due_on) filter (where has_value and due_on >= on_day),
            max(due_on) filter (where has_value),
            min(due_on) filter (where due_on >= on_day),
            max(due_on)
        ) as due_on
    from chosen
    group by plan_code, indicator_code, is_original, kind
),

neighbour as (
    select
        plan_code,
        indicator_code,
        is_original,
        min(due_on) filter (where due_on >= on_day) as next_on,
        arg_min(value, due_on) filter (where due_on >= on_day) as next_value,
        max(due_on) filter (where due_on < on_day) as passed_on,
        arg_max(value, due_on) filter (where due_on < on_day) as passed_value
    from chosen
    where has_path
    group by plan_code, indicator_code, is_original
)

select
    chosen.* exclude (since, is_valid, is_in_force, is_first, has_value),
    chosen.due_on is null or chosen.due_on = deciding.due_on as is_deciding,
    neighbour.next_on,
    neighbour.next_value,
    neighbour.passed_on,
    neighbour.passed_value
from chosen
inner join deciding
    on
        chosen.plan_code = deciding.plan_code
        and chosen.indicator_code = deciding.indicator_code
        and chosen.is_original = deciding.is_original
        and chosen.kind = deciding.kind
left join neighbour
    on
        chosen.plan_code = neighbour.plan_code
        and chosen.indicator_code = neighbour.indicator_code
        and chosen.is_original = neighbour.is_original;

-- The planned path on a day: straight lines from the baseline through the interim targets to the target.
create or replace macro path_value(
    baseline_on, baseline, passed_on, passed_value, next_on, next_value, on_day
) as
finite(case
    when baseline is null or baseline_on is null then null
    when next_on is null then passed_value
    when on_day <= baseline_on then baseline
    when passed_on > baseline_on then value_on_line(passed_on, passed_value, next_on, next_value, on_day)
    else value_on_line(baseline_on, baseline, next_on, next_value, on_day)
end);
