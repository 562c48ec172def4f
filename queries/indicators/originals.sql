-- From which files does what is known of an indicator come?
-- Rows: one per upload, the newest first
-- Parameters: plan, indicator, known_at (null: now)
with fact as (
    select upload_id from known_indicator($known_at::timestamp)
    where plan_code = $plan and indicator_code = $indicator
    union all
    select upload_id from known_target($known_at::timestamp)
    where plan_code = $plan and indicator_code = $indicator
    union all
    select upload_id from known_observation($known_at::timestamp)
    where plan_code = $plan and indicator_code = $indicator
)

select
    upload.upload_id,
    upload.file_name,
    upload.sha256,
    upload.person,
    upload.recorded_at,
    count(*) as facts
from fact
inner join upload on fact.upload_id = upload.upload_id
group by upload.upload_id, upload.file_name, upload.sha256, upload.person, upload.recorded_at
order by upload.upload_id desc
