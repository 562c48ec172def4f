-- Which reports have been frozen?
-- Rows: one per frozen report, the newest reporting date first
-- Parameters: plan (null: of every plan)
select
    frozen_report.frozen_report_id,
    frozen_report.plan_code,
    current_plan.title as plan_title,
    frozen_report.phase,
    current_phase.title as phase_title,
    frozen_report.topic_area_code,
    current_topic_area.title as topic_area,
    frozen_report.title,
    frozen_report.paper,
    frozen_report.reporting_date,
    frozen_report.evidence_known_at as known_at,
    frozen_report.sha256,
    frozen_report.sha256 = sha256(frozen_report.data) as is_intact,
    frozen_report.person,
    frozen_report.recorded_at
from frozen_report
left join current_plan on frozen_report.plan_code = current_plan.plan_code
left join current_phase
    on frozen_report.plan_code = current_phase.plan_code and frozen_report.phase = current_phase.phase
left join current_topic_area
    on
        frozen_report.plan_code = current_topic_area.plan_code
        and frozen_report.topic_area_code = current_topic_area.topic_area_code
where $plan::varchar is null or frozen_report.plan_code = $plan
order by
    frozen_report.reporting_date desc,
    frozen_report.frozen_report_id desc
