-- What was objected to in an upload that was stored all the same?
-- Rows: one per warning or note, in the order in which they were found
-- Parameters: upload_id
select
    finding_number,
    sheet,
    cell,
    severity,
    rule,
    value,
    details
from finding
where upload_id = $upload_id
order by finding_number
