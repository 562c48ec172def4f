-- Which frozen reports are there for everybody to read?
-- Rows: one per frozen report, the newest first
-- Parameters: none
select
    frozen_report.frozen_report_id,
    frozen_report.plan_code,
    current_plan.title as plan_title,
    frozen_report.phase,
    frozen_report.title,
    frozen_report.paper,
    frozen_report.reporting_date,
    frozen_report.sha256,
    frozen_report.recorded_at
from frozen_report
left join current_plan on frozen_report.plan_code = current_plan.plan_code
order by
    frozen_report.reporting_date desc,
    frozen_report.frozen_report_id desc
