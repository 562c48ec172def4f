-- When was the last upload or withdrawal of a plan recorded?
-- Rows: one
-- Parameters: plan
select max(recorded_at) as recorded_at
from (
    select upload.recorded_at
    from upload
    where upload.plan_code = $plan
    union all
    select withdrawal.recorded_at
    from withdrawal
    inner join upload on withdrawal.upload_id = upload.upload_id
    where upload.plan_code = $plan
)
