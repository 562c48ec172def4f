-- Which values of an indicator were replaced or taken back, by whom, and from what to what?
-- Rows: one per value that was said and does not hold any more
-- Parameters: plan, indicator
with said as (
    select
        observation.*,
        coalesce(visible.upload_id is null, false) as is_hidden
    from observation
    left join visible_upload(null) as visible on observation.upload_id = visible.upload_id
    where observation.plan_code = $plan and observation.indicator_code = $indicator
)

select
    said.observed_on,
    said.category,
    said.value as value_then,
    holding.value as value_now,
    said.is_hidden,
    upload.file_name,
    said.sheet,
    said.cell,
    upload.person,
    upload.recorded_at
from said
inner join upload on said.upload_id = upload.upload_id
left join current_observation as holding
    on
        said.plan_code = holding.plan_code
        and said.indicator_code = holding.indicator_code
        and said.observed_on = holding.observed_on
        and said.dimension = holding.dimension
        and said.category = holding.category
where said.value is not null and said.value is distinct from holding.value
order by said.observed_on desc, said.category, upload.recorded_at
