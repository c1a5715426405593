-- Version 1 of what an eID management tool offers where it is reached by its database (SQL Server). An assumption of ours.
--
-- Reads: two views of the tool's own, with any names (they are in the configuration of the connector):
--   cards             one row for each card: number, national number, kind, day of expiry, what has to be renewed; and, where cards are shown that
--                     their holders gave back, a column that says which ones are in use
--   counter renewals  one row for each renewal that was begun at the counter: card number and moment
-- The login has SELECT on both.
--
-- Writes: one line in this table for each thing that we tell. The login has SELECT and INSERT on it, nothing else. The tool takes the lines in by
-- `entry`, within minutes, sets `taken_at`, and where it cannot do what a line says writes the reason into `refused`.
-- Of two lines about one dossier the one with the higher `sequence` counts; of two about home service the one with the higher `entry`.

CREATE TABLE eid_hand_over (
  entry BIGINT IDENTITY PRIMARY KEY,
  request_key VARCHAR(100) NOT NULL UNIQUE,   -- our number of the request: told again it is the same line
  operation VARCHAR(30) NOT NULL CHECK (operation IN ('openRenewal', 'closeRenewal', 'setHomeServiceFlag', 'mirrorDossier')),
  told_at BIGINT NOT NULL,                    -- milliseconds since 1970 in UTC, as all moments here
  requested_by VARCHAR(200) NOT NULL,         -- reference of who asks, never a name
  trace_id VARCHAR(100) NOT NULL,
  dossier CHAR(36) NULL,                      -- ours
  card_number CHAR(12) NULL,                  -- digits only
  new_card_number CHAR(12) NULL,              -- closeRenewal
  closed_on DATE NULL,                        -- closeRenewal
  delivered_by VARCHAR(10) NULL,              -- closeRenewal: official or bpost
  insz CHAR(11) NULL,                         -- setHomeServiceFlag; digits only
  home_service SMALLINT NULL,                 -- setHomeServiceFlag: 1 or 0
  state VARCHAR(60) NULL,                     -- mirrorDossier
  sequence INT NULL,                          -- mirrorDossier
  happened_at BIGINT NULL,                    -- mirrorDossier
  taken_at BIGINT NULL,
  refused VARCHAR(200) NULL
);
-- A renewal is closed once, and a new card replaces one card.
CREATE UNIQUE INDEX eid_hand_over_closed ON eid_hand_over (card_number) WHERE operation = 'closeRenewal' AND refused IS NULL;
CREATE UNIQUE INDEX eid_hand_over_new ON eid_hand_over (new_card_number) WHERE operation = 'closeRenewal' AND refused IS NULL;
