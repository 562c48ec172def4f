-- Add what somebody did; not what was noted of the same account and subject since quiet_since.
insert into audit (audit_id, occurred_at, person, account, action, subject, details)
select
    (select coalesce(max(audit_id), 0) + 1 from audit) as audit_id,
    $occurred_at,
    $person,
    $account,
    $action,
    $subject,
    $details
where not exists (
    select 1
    from audit
    where
        audit.occurred_at > $quiet_since
        and audit.account = $account
        and audit.action = $action
        and audit.subject = $subject
)
