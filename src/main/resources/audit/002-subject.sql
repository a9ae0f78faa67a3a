-- What a decision is about, and the account of a breach: to be found again by the account.
ALTER TABLE decision ADD COLUMN subject TEXT NOT NULL DEFAULT 'guessing';
ALTER TABLE decision ADD COLUMN account TEXT;
CREATE INDEX decision_by_account ON decision (account, id) WHERE account IS NOT NULL;
