-- Which lights did somebody declare in place of computed ones, until when, and what is computed?
-- Rows: one per light ever declared, those in force first, then the newest
-- Parameters: plan (null: all), measure (null: all), on, known_at (null: now)
with said as (
    select
        *,
        lead(light_override_id) over later as next_id,
        lead(light) over later as next_light,
        lead(reason) over later as next_reason,
        lead(author) over later as next_author,
        lead(recorded_at) over later as next_recorded_at
    from light_override
    where
        ($known_at::timestamp is null or recorded_at <= $known_at::timestamp)
        and ($plan::varchar is null or plan_code = $plan::varchar)
        and ($measure::varchar is null or measure_code = $measure::varchar)
    window later as (
        partition by plan_code, measure_code, aspect
        order by light_override_id
    )
)

select
    said.light_override_id,
    said.plan_code,
    said.measure_code,
    light.title,
    said.aspect,
    said.light,
    case said.aspect
        when 'delivery' then light.light_delivery
        when 'effect' then light.light_effect
        else light.light_evidence
    end as light_computed,
    said.reason,
    said.author,
    said.valid_from,
    said.valid_until,
    said.person,
    said.recorded_at,
    case
        when said.next_id is not null and said.next_light is null then 'revoked'
        when said.next_id is not null then 'replaced'
        when said.valid_until < $on::date then 'expired'
        when said.valid_from > $on::date then 'later'
        else 'in_force'
    end as state,
    said.next_reason as ended_reason,
    said.next_author as ended_by,
    said.next_recorded_at as ended_at
from said
inner join measure_light($on::date, $known_at::timestamp) as light
    on
        said.plan_code = light.plan_code
        and said.measure_code = light.measure_code
where said.light is not null
order by
    list_position(['in_force', 'later', 'expired', 'replaced', 'revoked'], state),
    said.light_override_id desc
