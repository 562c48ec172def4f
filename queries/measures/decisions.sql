-- What was decided of a measure, or of all, and what became of it?
-- Rows: one per decision, the overdue ones first, then the open ones by their date, then the newest
-- Parameters: plan (null: all), measure (null: all), on, known_at (null: now)
select
    decision.decision_id,
    decision.plan_code,
    decision.measure_code,
    measure.title,
    measure.topic_area_code,
    coalesce(topic_area.title, measure.topic_area_code) as topic_area,
    decision.body,
    decision.meeting_on,
    decision.text,
    decision.owner,
    decision.due_on,
    decision.first_due_on,
    decision.state,
    decision.is_open,
    decision.is_overdue,
    decision.days_overdue,
    decision.note,
    decision.follow_ups,
    decision.reporting_date,
    decision.evidence_known_at,
    decision.frozen_report_id,
    frozen_report.title as frozen_report_title,
    decision.person,
    decision.first_recorded_at,
    decision.recorded_at
from known_decision($on::date, $known_at::timestamp) as decision
left join known_measure($known_at::timestamp) as measure
    on
        decision.plan_code = measure.plan_code
        and decision.measure_code = measure.measure_code
left join known_topic_area($known_at::timestamp) as topic_area
    on
        measure.plan_code = topic_area.plan_code
        and measure.topic_area_code = topic_area.topic_area_code
left join frozen_report on decision.frozen_report_id = frozen_report.frozen_report_id
where
    ($plan::varchar is null or decision.plan_code = $plan::varchar)
    and ($measure::varchar is null or decision.measure_code = $measure::varchar)
order by
    decision.is_overdue desc,
    decision.is_open desc,
    if(decision.is_open, decision.due_on, null),
    decision.meeting_on desc,
    decision.decision_id desc
