-- Which frozen report is the last one before another: of the plan or a phase of it, or of the same topic area?
-- Rows: one, or none where there is none
-- Parameters: plan, area (null: the plan or a phase), on, known_at (null: now)
select
    frozen_report_id,
    phase,
    topic_area_code,
    title,
    paper,
    reporting_date,
    evidence_known_at as known_at,
    sha256,
    data
from frozen_report
where
    plan_code = $plan
    and topic_area_code is not distinct from $area::varchar
    and reporting_date < $on::date
    and ($known_at::timestamp is null or evidence_known_at <= $known_at::timestamp)
order by reporting_date desc, evidence_known_at desc, frozen_report_id desc
limit 1
