-- What does a frozen report say, as it was frozen?
-- Rows: one
-- Parameters: report
select data
from frozen_report
where frozen_report_id = $report
