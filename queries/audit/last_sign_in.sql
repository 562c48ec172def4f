-- When did this account sign in last, and with which roles?
-- Rows: one, or none where it never did
-- Parameters: account
select
    occurred_at,
    details
from audit
where
    account = $account
    and action = 'sign_in'
order by audit_id desc
limit 1
