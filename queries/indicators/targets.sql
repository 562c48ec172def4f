-- Which targets does an indicator have, and which were in force when?
-- Rows: one per target
-- Parameters: plan, indicator, on, known_at (null: now)
select
    target.kind,
    target.value,
    target.upper,
    target.due_on,
    target.valid_from,
    target.valid_to,
    target.reason,
    in_force.indicator_code is not null as is_in_force,
    upload.file_name,
    target.sheet,
    target.cell
from known_target($known_at::timestamp) as target
inner join upload on target.upload_id = upload.upload_id
left join target_in_force($on::date, $known_at::timestamp) as in_force
    on
        target.plan_code = in_force.plan_code
        and target.indicator_code = in_force.indicator_code
        and target.kind = in_force.kind
        and target.due_on is not distinct from in_force.due_on
        and target.valid_from is not distinct from in_force.valid_from
where target.plan_code = $plan and target.indicator_code = $indicator
order by target.due_on, target.kind, target.valid_from
