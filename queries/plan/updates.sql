-- How did the plan itself change: what was added, replaced, postponed, dropped, re-aimed or put off, by which upload?
-- Rows: one per change, the newest first
-- Parameters: plan (null: all), on, known_at (null: now)
with seen as (
    select
        upload.upload_id,
        upload.plan_code,
        upload.recorded_at,
        upload.person,
        upload.reason as upload_reason,
        row_number() over (
            partition by upload.plan_code
            order by upload.recorded_at, upload.upload_id
        ) as place
    from visible_upload($known_at::timestamp) as visible
    inner join upload on visible.upload_id = upload.upload_id
    where $plan::varchar is null or upload.plan_code = $plan::varchar
),

-- a resolution belongs to the upload that was the first to name it
resolved as (
    select
        plan.plan_code,
        plan.resolved_on,
        plan.paper,
        min(plan.upload_id) as upload_id
    from plan
    semi join seen on plan.upload_id = seen.upload_id
    where plan.resolved_on is not null
    group by plan.plan_code, plan.resolved_on, plan.paper
),

measure_said as (
    select
        measure.plan_code,
        measure.measure_code,
        measure.title,
        measure.supersedes,
        measure.is_withdrawn,
        measure.upload_id,
        row_number() over (
            partition by measure.plan_code, measure.measure_code
            order by measure.upload_id
        ) as place
    from measure
    semi join seen on measure.upload_id = seen.upload_id
),

-- a measure that follows several was merged, several that follow one were split
replaced as (
    select
        *,
        count(*) over (partition by plan_code, supersedes) as followers
    from measure_said
    where place = 1 and supersedes is not null
),

state_said as (
    select
        plan_code,
        measure_code,
        state,
        reason,
        reporting_date,
        upload_id,
        lag(state) over (
            partition by plan_code, measure_code
            order by reporting_date
        ) as state_before
    from known_evaluation($known_at::timestamp)
    where state is not null and perspective = 'working_group' and reporting_date <= $on::date
),

target_said as (
    select
        target.*,
        lag(value) over by_validity as value_before,
        lag(due_on) over by_validity as due_before
    from known_target($known_at::timestamp) as target
    where coalesce(valid_from, date '-infinity') <= $on::date
    window by_validity as (
        partition by plan_code, indicator_code, kind
        order by coalesce(valid_from, date '-infinity'), due_on
    )
),

change as (
    select
        measure_said.plan_code,
        'added' as kind,
        measure_said.measure_code,
        null as indicator_code,
        null as text_before,
        null as text_after,
        null::double as value_before,
        null::double as value_after,
        null::date as due_before,
        null::date as due_after,
        null as reason,
        null::date as changed_on,
        measure_said.upload_id
    from measure_said
    inner join seen on measure_said.upload_id = seen.upload_id
    where measure_said.place = 1 and seen.place > 1 and measure_said.supersedes is null
    union all by name
    select
        plan_code,
        case
            when contains(supersedes, ',') then 'merged'
            when followers > 1 then 'split'
            else 'superseded'
        end as kind,
        measure_code,
        supersedes as text_before,
        title as text_after,
        upload_id
    from replaced
    union all by name
    select
        plan_code,
        'taken_out' as kind,
        measure_code,
        upload_id
    from measure_said
    where is_withdrawn
    union all by name
    select
        plan_code,
        state as kind,
        measure_code,
        state_before as text_before,
        state as text_after,
        reason,
        reporting_date as changed_on,
        upload_id
    from state_said
    where state in ('postponed', 'dropped') and state is distinct from state_before
    union all by name
    select
        plan_code,
        'retargeted' as kind,
        indicator_code,
        value_before,
        value as value_after,
        due_before,
        due_on as due_after,
        reason,
        valid_from as changed_on,
        upload_id
    from target_said
    where valid_from is not null and (value_before is not null or due_before is not null)
    union all by name
    select
        plan_code,
        'put_off' as kind,
        measure_code,
        first_due_on as due_before,
        due_on as due_after,
        title as reason,
        upload_id
    from known_milestone($known_at::timestamp)
    where first_due_on <> due_on
)

select
    change.plan_code,
    change.kind,
    coalesce(change.measure_code, indicator.measure_code) as measure_code,
    measure.title as measure,
    measure.topic_area_code,
    change.indicator_code,
    indicator.name as indicator,
    indicator.unit,
    change.text_before,
    change.text_after,
    change.value_before,
    change.value_after,
    change.due_before,
    change.due_after,
    change.reason,
    coalesce(change.changed_on, seen.recorded_at::date) as changed_on,
    resolved.resolved_on,
    resolved.paper,
    change.upload_id,
    seen.recorded_at,
    seen.person,
    seen.upload_reason
from change
inner join seen on change.upload_id = seen.upload_id
left join resolved on change.upload_id = resolved.upload_id
left join known_indicator($known_at::timestamp) as indicator
    on
        change.plan_code = indicator.plan_code
        and change.indicator_code = indicator.indicator_code
left join known_measure($known_at::timestamp) as measure
    on
        change.plan_code = measure.plan_code
        and coalesce(change.measure_code, indicator.measure_code) = measure.measure_code
where coalesce(change.changed_on, seen.recorded_at::date) <= $on::date
order by
    changed_on desc,
    change.plan_code,
    change.kind,
    coalesce(change.measure_code, change.indicator_code),
    change.due_before
