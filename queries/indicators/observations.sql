-- What stands stored of an indicator, and from where?
-- Rows: one per date and category as known at the moment, newest first
-- Parameters: plan, indicator, on, known_at (null: now)
select
    observation.observed_on,
    observation.dimension,
    observation.category,
    observation.value,
    observation.flag,
    observation.comment,
    upload.file_name,
    observation.sheet,
    observation.cell,
    upload.person,
    upload.recorded_at
from known_observation($known_at::timestamp) as observation
inner join upload on observation.upload_id = upload.upload_id
where
    observation.plan_code = $plan
    and observation.indicator_code = $indicator
    and observation.observed_on <= $on::date
order by observation.observed_on desc, observation.dimension, observation.category
