-- Is every frozen report still what it was when it was frozen?
-- Rows: one per report whose data no longer has its checksum
-- Parameters: none
select
    frozen_report_id,
    title,
    sha256,
    sha256(data) as sha256_now
from frozen_report
where sha256(data) <> sha256
order by frozen_report_id
