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
)

select
    *,
    is_valid and since = max(since) filter (where is_valid)
        over (partition by plan_code, indicator_code, kind, due_on) as is_in_force,
    since <= on_day and since = min(since) over (partition by plan_code, indicator_code, kind) as is_first
from stated;

create or replace macro target_in_force(on_day, known_at) as table
select * exclude (since, is_valid, is_in_force, is_first)
from target_state(on_day, known_at)
where is_in_force;

-- What an indicator is judged by: the targets in force and, beside them, the original ones. Of several
-- dates of a kind the next one decides, after the last one the last; where a target has no value, it
-- decides nothing beside one that has.
-- Beside each the neighbours of the day on the planned path (Soll-Pfad) through all its values.
-- Rows: one per indicator, set (is_original), kind and date
create or replace macro target_set(on_day, aimed_on, aimed_at) as table
with chosen as (
    select
        state.*,
        sets.is_original,
        state.kind = 'direction'
        or state.value is not null
        or (state.kind = 'interval' and state.upper is not null) as has_value,
        state.kind = 'value' and state.due_on is not null and state.value is not null as has_path
    from target_state(aimed_on, aimed_at) as state
    cross join (values (false), (true)) as sets (is_original)
    where if(sets.is_original, state.is_first, state.is_in_force)
)

select
    * exclude (since, is_valid, is_in_force, is_first, has_value),
    due_on is null
    or due_on = coalesce(
        min(due_on) filter (where has_value and due_on >= on_day) over of_kind,
        max(due_on) filter (where has_value) over of_kind,
        min(due_on) filter (where due_on >= on_day) over of_kind,
        max(due_on) over of_kind
    ) as is_deciding,
    min(due_on) filter (where has_path and due_on >= on_day) over of_set as next_on,
    arg_min(value, due_on) filter (where has_path and due_on >= on_day) over of_set as next_value,
    max(due_on) filter (where has_path and due_on < on_day) over of_set as passed_on,
    arg_max(value, due_on) filter (where has_path and due_on < on_day) over of_set as passed_value
from chosen
window
    of_kind as (partition by plan_code, indicator_code, is_original, kind),
    of_set as (partition by plan_code, indicator_code, is_original);

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
