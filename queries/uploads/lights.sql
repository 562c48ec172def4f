-- Which light shows each aspect of each measure and indicator now?
-- Rows: one per plan, measure or indicator, and aspect
-- Parameters: plans (a list), on
with measure as (
    select
        plan_code,
        measure_code,
        title,
        light_delivery as delivery,
        light_effect as effect,
        light_evidence as evidence
    from measure_light($on::date, null)
    where list_contains($plans::varchar[], plan_code)
),

measure_aspect as (
    unpivot measure on delivery, effect, evidence into name aspect value light
)

select
    plan_code,
    'measure' as subject,
    measure_code as code,
    measure_code,
    title,
    aspect,
    light
from measure_aspect
union all
select
    plan_code,
    'indicator' as subject,
    indicator_code as code,
    measure_code,
    name as title,
    'effect' as aspect,
    light_effect as light
from indicator_light($on::date, null)
where list_contains($plans::varchar[], plan_code)
order by plan_code, subject, code, aspect
