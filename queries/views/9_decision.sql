-- The decisions of the committee on what it saw up to a reporting date, as known at a moment: of each
-- the newest row. The meeting may have been later: a decision belongs to the day it judged. An open one
-- whose date has passed on the reporting date is overdue.
-- Rows: one per decision
create or replace macro known_decision(on_day, known_at) as table
with said as (
    select *
    from decision
    where known_at is null or recorded_at <= known_at
),

course as (
    select
        decision_id,
        max(decision_event_id) as decision_event_id,
        count(*) - 1 as follow_ups,
        arg_min_null(due_on, decision_event_id) as first_due_on,
        min(recorded_at) as first_recorded_at
    from said
    group by decision_id
)

select
    said.*,
    course.follow_ups,
    course.first_due_on,
    course.first_recorded_at,
    said.state in ('open', 'in_progress') as is_open,
    is_open and coalesce(said.due_on < on_day, false) as is_overdue,
    if(is_overdue, date_diff('day', said.due_on, on_day), null) as days_overdue
from said
inner join course on said.decision_event_id = course.decision_event_id
where coalesce(said.reporting_date, said.meeting_on) <= on_day;
