-- Which lights differ between two answers to uploads/lights, seen before and after?
-- Rows: one per measure or indicator, and aspect whose light differs, worsened ones first
-- Parameters: none
with compared as (
    select
        coalesce(seen_after.plan_code, seen_before.plan_code) as plan_code,
        coalesce(seen_after.subject, seen_before.subject) as subject,
        coalesce(seen_after.code, seen_before.code) as code,
        coalesce(seen_after.measure_code, seen_before.measure_code) as measure_code,
        coalesce(seen_after.title, seen_before.title) as title,
        coalesce(seen_after.aspect, seen_before.aspect) as aspect,
        seen_before.light as light_before,
        seen_after.light as light_after
    from seen_before
    full outer join seen_after
        on
            seen_before.plan_code = seen_after.plan_code
            and seen_before.subject = seen_after.subject
            and seen_before.code = seen_after.code
            and seen_before.aspect = seen_after.aspect
)

select
    plan_code,
    subject,
    code,
    measure_code,
    title,
    aspect,
    light_before,
    light_after,
    case
        when light_before is null then 'new'
        when light_after is null then 'gone'
        when not is_assessed(light_after) then 'no_longer_assessed'
        when not is_assessed(light_before) then 'newly_assessed'
        when light_rank(light_after) < light_rank(light_before) then 'worsened'
        else 'improved'
    end as change
from compared
where light_before is distinct from light_after
order by
    list_position(['worsened', 'improved', 'no_longer_assessed', 'newly_assessed', 'new', 'gone'], change),
    light_rank(light_after),
    subject desc,
    plan_code,
    code,
    aspect
