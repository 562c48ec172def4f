-- What was said of a decision, from its meeting on?
-- Rows: one per time that something was said of it, in that order
-- Parameters: decision
select
    decision_id,
    decision_event_id,
    plan_code,
    measure_code,
    body,
    meeting_on,
    text,
    owner,
    due_on,
    state,
    note,
    reporting_date,
    evidence_known_at,
    frozen_report_id,
    person,
    recorded_at
from decision
where decision_id = $decision
order by decision_event_id
