BEGIN TRANSACTION;
CREATE TABLE digicase_alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT digicase_alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "digicase_alembic_version" VALUES('0005');
CREATE TABLE digicase_appointment (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	zitdag CHAR(32) NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	"on" DATE NOT NULL, 
	at TIME NOT NULL, 
	minutes BIGINT NOT NULL, 
	coach TEXT NOT NULL, 
	location TEXT NOT NULL, 
	consultant TEXT NOT NULL, 
	accompanied_by TEXT, 
	about TEXT NOT NULL, 
	walk_in BOOLEAN NOT NULL, 
	state TEXT NOT NULL, 
	consultant_came BOOLEAN, 
	practised TEXT NOT NULL, 
	next_step TEXT, 
	reported_on DATE, 
	answered_on DATE, 
	sequence BIGINT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	jobseeker_answer TEXT, 
	consultant_answer TEXT, 
	held_until DATETIME, 
	CONSTRAINT pk_digicase_appointment PRIMARY KEY (id)
);
INSERT INTO "digicase_appointment" VALUES('01a215af95047000baa5ffe507f47f31',1,'01a215af95017000ab63e640832a6ea7','01a215af94417000bbef0f0e023ba236','2026-12-03','09:00:00.000000',30,'K-01','Jobteam','C-04','C-04','[]',0,'booked',NULL,'[]',NULL,NULL,NULL,0,'2026-11-24 11:00:00.000000',NULL,NULL,NULL);
CREATE TABLE digicase_assessment (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32), 
	staff CHAR(32), 
	framework TEXT NOT NULL, 
	framework_version TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	answers TEXT NOT NULL, 
	corrects CHAR(32), 
	continues CHAR(32), 
	CONSTRAINT pk_digicase_assessment PRIMARY KEY (id)
);
INSERT INTO "digicase_assessment" VALUES('01a215af944a7000a8c6bc8fc3c3b2db',1,'01a215af94417000bbef0f0e023ba236',NULL,'start','1','2026-07-14','[{"item":"F1","source":"consultant","value":3},{"item":"F2","source":"consultant","value":2},{"item":"F3","source":"consultant","value":null}]',NULL,NULL);
CREATE TABLE digicase_case (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	reference TEXT NOT NULL, 
	consultant TEXT NOT NULL, 
	language TEXT NOT NULL, 
	"group" TEXT, 
	guidance_from DATE NOT NULL, 
	guidance_until DATE, 
	goals TEXT NOT NULL, 
	own_devices TEXT NOT NULL, 
	home_internet TEXT, 
	prefers_touch BOOLEAN NOT NULL, 
	language_support BOOLEAN NOT NULL, 
	confidence BIGINT NOT NULL, 
	funder TEXT, 
	goal_steps TEXT NOT NULL, 
	referrals TEXT NOT NULL, 
	pauses TEXT NOT NULL, 
	reopened TEXT NOT NULL, 
	kept TEXT, 
	closed_on DATE, 
	outcome TEXT, 
	CONSTRAINT pk_digicase_case PRIMARY KEY (id)
);
INSERT INTO "digicase_case" VALUES('01a215af94417000bbef0f0e023ba236',5,'J-0001','C-04','nl',NULL,'2026-07-14',NULL,'["cv_letter"]','[]',NULL,0,0,3,NULL,'[]','[]','[]','[]',NULL,NULL,NULL);
INSERT INTO "digicase_case" VALUES('01a215af944770008fcfd742dc7e226f',2,'J-0002','C-04','nl',NULL,'2026-07-14',NULL,'[]','[]',NULL,0,0,3,NULL,'[]','[]','[]','[]',NULL,NULL,NULL);
CREATE TABLE digicase_contact (
	reference TEXT NOT NULL, 
	name TEXT, 
	email TEXT, 
	phone TEXT, 
	address TEXT, 
	contact_by TEXT, 
	language TEXT, 
	quiet_from TIME, 
	quiet_until TIME, 
	digest BOOLEAN NOT NULL, 
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	CONSTRAINT pk_digicase_contact PRIMARY KEY (id)
);
INSERT INTO "digicase_contact" VALUES('J-0001',NULL,'someone@example.org',NULL,NULL,NULL,NULL,NULL,NULL,0,'01a215af94357000a516c5bcebbe7306',1);
CREATE TABLE digicase_destruction_list (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	made_on DATE NOT NULL, 
	made_by TEXT NOT NULL, 
	cases TEXT NOT NULL, 
	approved_on DATE, 
	approved_by TEXT, 
	destroyed_on DATE, 
	erased BIGINT NOT NULL, 
	"left" BIGINT NOT NULL, 
	CONSTRAINT pk_digicase_destruction_list PRIMARY KEY (id)
);
CREATE TABLE digicase_feed (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	feed TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	told TEXT NOT NULL, 
	CONSTRAINT pk_digicase_feed PRIMARY KEY (id)
);
CREATE TABLE digicase_feed_change (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	feed TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_digicase_feed_change PRIMARY KEY (id)
);
INSERT INTO "digicase_feed_change" VALUES('01a215af94597007aa809083f29e259b',1,'loans:C-04','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af945970089af024026cb5a1a6',1,'jobseeker:J-0001','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af946570088ba743607c87585b',1,'loans:C-04','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af94657009b60e058549a0c8c1',1,'jobseeker:J-0001','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af95017004acaac6ce36222e09',1,'coach:K-01','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af95017005a8f412cd05dc5ec3',1,'location:Jobteam','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af950170069dda8430e2084274',1,'offer:','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af95097000b3b2625bad9b408f',1,'coach:K-01','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af95097001b94e52ef6de898b1',1,'location:Jobteam','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af95097002968841e84e7c0500',1,'offer:','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af950970039a08464341f80445',1,'consultant:C-04','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af95097004a2b7636dd266b980',1,'jobseeker:J-0001','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a215af951d7002bd09ee56f1408b99',1,'tasks:C-04','2026-11-24 11:00:00.000000');
CREATE TABLE digicase_item (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	package CHAR(32), 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	loan CHAR(32), 
	sim TEXT, 
	model TEXT, 
	serial TEXT, 
	tag TEXT, 
	iccid TEXT, 
	msisdn TEXT, 
	acquired_on DATE, 
	retired_on DATE, 
	CONSTRAINT pk_digicase_item PRIMARY KEY (id)
);
INSERT INTO "digicase_item" VALUES('01a215af944070018b03531da9c484ba',2,'01a215af9440700094fccfb6437262a7','laptop','in_use','01a215af944f7000bdc43019a7f2fa55',NULL,'ThinkPad L15','7LMF00MB',NULL,NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a215af94407002b73a6406ad6b4eb1',2,'01a215af9440700094fccfb6437262a7','dongle','in_use','01a215af944f7000bdc43019a7f2fa55',NULL,NULL,NULL,'DG-X1',NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a215af94407003ade7ea7b1c46cc12',2,'01a215af9440700094fccfb6437262a7','accessory','in_use','01a215af944f7000bdc43019a7f2fa55',NULL,'lader',NULL,NULL,NULL,NULL,'2024-03-28',NULL);
CREATE TABLE digicase_journal_entry (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	event TEXT NOT NULL, 
	subject CHAR(32) NOT NULL, 
	"case" CHAR(32), 
	data TEXT NOT NULL, 
	CONSTRAINT pk_digicase_journal_entry PRIMARY KEY (id)
);
INSERT INTO "digicase_journal_entry" VALUES('01a215af942e70009460e52e897836bd',1,'2026-11-24 11:00:00.000000','system','StaffRegistered','01a215af942a700086441cc0b1d7ea6d',NULL,'{"role":"consultant"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af944070049e2d7e1b5fba3e50',1,'2026-11-24 11:00:00.000000','system','PackageRegistered','01a215af9440700094fccfb6437262a7',NULL,'{"label":"DP-001"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af944670009e0783a3a1a84b77',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a215af94417000bbef0f0e023ba236','01a215af94417000bbef0f0e023ba236','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af944870009f972cfd0ba34a72',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a215af944770008fcfd742dc7e226f','01a215af944770008fcfd742dc7e226f','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af944a7001a4d35ad889672810',1,'2026-11-24 11:00:00.000000','system','AssessmentRecorded','01a215af944a7000a8c6bc8fc3c3b2db','01a215af94417000bbef0f0e023ba236','{"framework":"start","on":"2026-07-14"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af94597000acb4587c97961588',1,'2026-11-24 11:00:00.000000','system','PackageLent','01a215af944f7000bdc43019a7f2fa55','01a215af94417000bbef0f0e023ba236','{"due_on":"2027-02-28","on":"2026-08-31","package":"01a215af-9440-7000-94fc-cfb6437262a7"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af94637000a3374b72df107a40',1,'2026-11-24 11:00:00.000000','system','LoanExtended','01a215af944f7000bdc43019a7f2fa55','01a215af94417000bbef0f0e023ba236','{"due_on":"2027-08-28","on":"2026-11-24","was_due_on":"2027-02-28"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af94697000ba15d614781f3987',1,'2026-11-24 11:00:00.000000','system','WaitingJoined','01a215af94687000a3c8523fd14bccdc','01a215af944770008fcfd742dc7e226f','{"device":"tablet","on":"2026-11-24"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af95017003accd040715031978',1,'2026-11-24 11:00:00.000000','system','SeriesPlanned','01a215af946a70009548a7dacdab2c0b',NULL,'{"location":"Jobteam","skipped":2,"zitdagen":3}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af95087000887e07e5024b125b',1,'2026-11-24 11:00:00.000000','system','AppointmentBooked','01a215af95047000baa5ffe507f47f31','01a215af94417000bbef0f0e023ba236','{"at":"09:00:00","on":"2026-12-03","zitdag":"01a215af-9501-7000-ab63-e640832a6ea7"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af950d7001ab2aecb0c993b47a',1,'2026-11-24 11:00:00.000000','system','TemplateDefined','01a215af950d70009d5f7d51c1fb8e96',NULL,'{"name":"laptop with dongle"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af95157000bf219229e8de2609',1,'2026-11-24 11:00:00.000000','system','PlanDrawnUp','01a215af95147000a46cdddfcc350ad7','01a215af94417000bbef0f0e023ba236','{"on":"2026-11-24","overridden":"device dongle sessions","sessions":2}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af9517700182c5ed63e657f424',1,'2026-11-24 11:00:00.000000','system','NoteWritten','01a215af951770009d6eb9d82ba64a25','01a215af94417000bbef0f0e023ba236','{"kind":"note","visibility":"team"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af951b7000ab91dfb894ca5209',1,'2026-11-24 11:00:00.000000','system','NoteEdited','01a215af951770009d6eb9d82ba64a25','01a215af94417000bbef0f0e023ba236','{}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af951d70019a821b8e80e10743',1,'2026-11-24 11:00:00.000000','system','TaskSet','01a215af951d70008fa75c3004d8deb9','01a215af94417000bbef0f0e023ba236','{"due_on":"2026-12-08","rule":"by_hand"}');
INSERT INTO "digicase_journal_entry" VALUES('01a215af95207001909923cdadec678a',1,'2026-11-24 11:00:00.000000','system','OutreachRecorded','01a215af95207000b77087ae948f6e7f',NULL,'{"kind":"session","number":12,"on":"2026-11-24"}');
CREATE TABLE digicase_keyed_request (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	result CHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_digicase_keyed_request PRIMARY KEY (id)
);
CREATE TABLE digicase_loan (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	package CHAR(32) NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	device TEXT, 
	items TEXT NOT NULL, 
	left_without TEXT NOT NULL, 
	handed_over TEXT NOT NULL, 
	policy TEXT NOT NULL, 
	policy_version BIGINT NOT NULL, 
	lent_on DATE NOT NULL, 
	nominal_due_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	provisional BOOLEAN NOT NULL, 
	agreement TEXT, 
	deposit_cents BIGINT NOT NULL, 
	extensions TEXT NOT NULL, 
	overrides TEXT NOT NULL, 
	swaps TEXT NOT NULL, 
	recall TEXT, 
	claimed_on DATE, 
	lost_on DATE, 
	came_back TEXT NOT NULL, 
	returned_on DATE, 
	outcome TEXT, 
	CONSTRAINT pk_digicase_loan PRIMARY KEY (id)
);
INSERT INTO "digicase_loan" VALUES('01a215af944f7000bdc43019a7f2fa55',2,'01a215af9440700094fccfb6437262a7','01a215af94417000bbef0f0e023ba236','laptop','["01a215af-9440-7003-ade7-ea7b1c46cc12","01a215af-9440-7002-b73a-6406ad6b4eb1","01a215af-9440-7001-8b03-531da9c484ba"]','[]','[]','default',1,'2026-08-31','2027-08-28','2027-08-28',0,NULL,0,'[{"due_on":"2027-08-28","on":"2026-11-24","overdue_days":0,"reason":"job trial","was_due_on":"2027-02-28"}]','[]','[]',NULL,NULL,NULL,'[]',NULL,NULL);
CREATE TABLE digicase_loan_request (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	wanted TEXT NOT NULL, 
	loan CHAR(32), 
	device TEXT, 
	dongle BOOLEAN NOT NULL, 
	first DATE, 
	reason TEXT NOT NULL, 
	asked_on DATE NOT NULL, 
	decided_on DATE, 
	granted BOOLEAN, 
	decided_by TEXT, 
	answer TEXT NOT NULL, 
	CONSTRAINT pk_digicase_loan_request PRIMARY KEY (id)
);
CREATE TABLE digicase_location (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	seats BIGINT, 
	equipment TEXT NOT NULL, 
	companions_count BOOLEAN NOT NULL, 
	CONSTRAINT pk_digicase_location PRIMARY KEY (id)
);
CREATE TABLE digicase_note (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	kind TEXT NOT NULL, 
	about CHAR(32), 
	reply_to CHAR(32), 
	author TEXT NOT NULL, 
	role TEXT, 
	visibility TEXT NOT NULL, 
	text TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	edits TEXT NOT NULL, 
	CONSTRAINT pk_digicase_note PRIMARY KEY (id)
);
INSERT INTO "digicase_note" VALUES('01a215af951770009d6eb9d82ba64a25',2,'01a215af94417000bbef0f0e023ba236','note',NULL,NULL,'system',NULL,'team','call her in the evening','2026-11-24 11:00:00.000000','[{"by":"system","text":"call her first","until":"2026-11-24T11:00:00+00:00"}]');
CREATE TABLE digicase_notice (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	subject CHAR(32) NOT NULL, 
	dedup_key TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	audience TEXT NOT NULL, 
	language TEXT, 
	due_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	data TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts BIGINT NOT NULL, 
	token CHAR(32), 
	sent_at DATETIME, 
	error TEXT, 
	planned_at DATETIME, 
	CONSTRAINT pk_digicase_notice PRIMARY KEY (id)
);
INSERT INTO "digicase_notice" VALUES('01a215af94597001b233d9669e0f99ee',2,'loan_due_soon','01a215af944f7000bdc43019a7f2fa55','loan_due_soon:01a215af-944f-7000-bdc4-3019a7f2fa55:J-0001:2027-02-28-28','J-0001','jobseeker','nl','2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af9459700289064ec19afd24c8',2,'loan_due_soon','01a215af944f7000bdc43019a7f2fa55','loan_due_soon:01a215af-944f-7000-bdc4-3019a7f2fa55:C-04:2027-02-28-28','C-04','consultant',NULL,'2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af945970039914c250a8235f7a',2,'loan_due_soon','01a215af944f7000bdc43019a7f2fa55','loan_due_soon:01a215af-944f-7000-bdc4-3019a7f2fa55:J-0001:2027-02-28-7','J-0001','jobseeker','nl','2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af94597004946d42c080432988',2,'loan_due_soon','01a215af944f7000bdc43019a7f2fa55','loan_due_soon:01a215af-944f-7000-bdc4-3019a7f2fa55:C-04:2027-02-28-7','C-04','consultant',NULL,'2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af9459700584b181766beda3fd',2,'loan_due_today','01a215af944f7000bdc43019a7f2fa55','loan_due_today:01a215af-944f-7000-bdc4-3019a7f2fa55:J-0001:2027-02-28-0','J-0001','jobseeker','nl','2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af945970068671dd3d0bef71de',2,'loan_due_today','01a215af944f7000bdc43019a7f2fa55','loan_due_today:01a215af-944f-7000-bdc4-3019a7f2fa55:C-04:2027-02-28-0','C-04','consultant',NULL,'2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af94657000b048a4d90367402e',1,'loan_extended','01a215af944f7000bdc43019a7f2fa55','loan_extended:01a215af-944f-7000-bdc4-3019a7f2fa55:J-0001:2027-08-28','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af94657001ac838b04aabc02e1',1,'loan_extended','01a215af944f7000bdc43019a7f2fa55','loan_extended:01a215af-944f-7000-bdc4-3019a7f2fa55:C-04:2027-08-28','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af94657002afdc8c6796d12966',1,'loan_due_soon','01a215af944f7000bdc43019a7f2fa55','loan_due_soon:01a215af-944f-7000-bdc4-3019a7f2fa55:J-0001:2027-08-28-28','J-0001','jobseeker','nl','2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af9465700380b7085208a205e5',1,'loan_due_soon','01a215af944f7000bdc43019a7f2fa55','loan_due_soon:01a215af-944f-7000-bdc4-3019a7f2fa55:C-04:2027-08-28-28','C-04','consultant',NULL,'2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af94657004b89913337dfb80b6',1,'loan_due_soon','01a215af944f7000bdc43019a7f2fa55','loan_due_soon:01a215af-944f-7000-bdc4-3019a7f2fa55:J-0001:2027-08-28-7','J-0001','jobseeker','nl','2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af946570058b1ef80d8fe7b526',1,'loan_due_soon','01a215af944f7000bdc43019a7f2fa55','loan_due_soon:01a215af-944f-7000-bdc4-3019a7f2fa55:C-04:2027-08-28-7','C-04','consultant',NULL,'2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af94657006a736e7d3057e09e0',1,'loan_due_today','01a215af944f7000bdc43019a7f2fa55','loan_due_today:01a215af-944f-7000-bdc4-3019a7f2fa55:J-0001:2027-08-28-0','J-0001','jobseeker','nl','2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af9465700792971fbd63ebf77b',1,'loan_due_today','01a215af944f7000bdc43019a7f2fa55','loan_due_today:01a215af-944f-7000-bdc4-3019a7f2fa55:C-04:2027-08-28-0','C-04','consultant',NULL,'2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af95087001a0ce2c5e31b45dba',1,'appointment_booked','01a215af95047000baa5ffe507f47f31','appointment_booked:01a215af-9504-7000-baa5-ffe507f47f31:J-0001:0','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af950870028a4b4fd13cc2f27c',1,'appointment_booked','01a215af95047000baa5ffe507f47f31','appointment_booked:01a215af-9504-7000-baa5-ffe507f47f31:C-04:0','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af950870039603a2c0aa9655c5',1,'appointment_soon','01a215af95047000baa5ffe507f47f31','appointment_soon:01a215af-9504-7000-baa5-ffe507f47f31:J-0001:0','J-0001','jobseeker','nl','2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_notice" VALUES('01a215af95087004a81d0e1a93c44964',1,'appointment_soon','01a215af95047000baa5ffe507f47f31','appointment_soon:01a215af-9504-7000-baa5-ffe507f47f31:C-04:0','C-04','consultant',NULL,'2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL,'2026-11-24 11:00:00.000000');
CREATE TABLE digicase_outreach (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	audience TEXT NOT NULL, 
	language TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	number BIGINT NOT NULL, 
	CONSTRAINT pk_digicase_outreach PRIMARY KEY (id)
);
INSERT INTO "digicase_outreach" VALUES('01a215af95207000b77087ae948f6e7f',1,'session','2026-11-24','consultants','nl','why digital',12);
CREATE TABLE digicase_package (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	label TEXT NOT NULL, 
	device TEXT NOT NULL, 
	has_dongle BOOLEAN NOT NULL, 
	state TEXT NOT NULL, 
	parts TEXT NOT NULL, 
	location TEXT, 
	ready_on DATE, 
	remarks TEXT NOT NULL, 
	CONSTRAINT pk_digicase_package PRIMARY KEY (id)
);
INSERT INTO "digicase_package" VALUES('01a215af9440700094fccfb6437262a7',2,'DP-001','laptop',1,'on_loan','[]',NULL,NULL,'');
CREATE TABLE digicase_remains (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	year BIGINT NOT NULL, 
	"group" TEXT, 
	funder TEXT, 
	outcome TEXT, 
	device TEXT, 
	months BIGINT NOT NULL, 
	sessions BIGINT NOT NULL, 
	goals_reached BIGINT NOT NULL, 
	CONSTRAINT pk_digicase_remains PRIMARY KEY (id)
);
CREATE TABLE digicase_repair (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	item CHAR(32) NOT NULL, 
	loan CHAR(32), 
	reason TEXT NOT NULL, 
	begun_on DATE NOT NULL, 
	ended_on DATE, 
	repaired BOOLEAN, 
	cost_cents BIGINT, 
	CONSTRAINT pk_digicase_repair PRIMARY KEY (id)
);
CREATE TABLE digicase_reservation (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	package CHAR(32) NOT NULL, 
	device TEXT NOT NULL, 
	first DATE NOT NULL, 
	until DATE NOT NULL, 
	ended_on DATE, 
	taken BOOLEAN NOT NULL, 
	CONSTRAINT pk_digicase_reservation PRIMARY KEY (id)
);
CREATE TABLE digicase_series (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	location TEXT NOT NULL, 
	weekdays TEXT NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	starts TIME NOT NULL, 
	ends TIME NOT NULL, 
	slot_minutes BIGINT NOT NULL, 
	places BIGINT NOT NULL, 
	walk_in_places BIGINT NOT NULL, 
	coach TEXT NOT NULL, 
	skipped TEXT NOT NULL, 
	coach_rota TEXT NOT NULL, 
	location_rota TEXT NOT NULL, 
	needs TEXT NOT NULL, 
	notice_hours BIGINT NOT NULL, 
	horizon_days BIGINT, 
	CONSTRAINT pk_digicase_series PRIMARY KEY (id)
);
INSERT INTO "digicase_series" VALUES('01a215af946a70009548a7dacdab2c0b',1,'Jobteam','Jobteam','["TH"]','2026-12-01','2026-12-31','09:00:00.000000','10:00:00.000000',30,1,0,'K-01','[{"on":"2026-12-24","reason":"Kerstvakantie"},{"on":"2026-12-31","reason":"Kerstvakantie"}]','[]','[]','[]',0,NULL);
CREATE TABLE digicase_staff (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	reference TEXT NOT NULL, 
	role TEXT NOT NULL, 
	language TEXT NOT NULL, 
	trained BOOLEAN NOT NULL, 
	trainings TEXT NOT NULL, 
	left_on DATE, 
	CONSTRAINT pk_digicase_staff PRIMARY KEY (id)
);
INSERT INTO "digicase_staff" VALUES('01a215af942a700086441cc0b1d7ea6d',1,'C-04','consultant','fr',0,'[]',NULL);
CREATE TABLE digicase_standby (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	series CHAR(32), 
	slots BIGINT NOT NULL, 
	rank BIGINT NOT NULL, 
	since DATETIME NOT NULL, 
	appointment CHAR(32), 
	declined TEXT NOT NULL, 
	accompanied_by TEXT, 
	left_on DATE, 
	CONSTRAINT pk_digicase_standby PRIMARY KEY (id)
);
CREATE TABLE digicase_stocktake (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	begun_on DATE NOT NULL, 
	ended_on DATE, 
	found TEXT NOT NULL, 
	unexpected TEXT NOT NULL, 
	CONSTRAINT pk_digicase_stocktake PRIMARY KEY (id)
);
CREATE TABLE digicase_subscription (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	token_hash TEXT NOT NULL, 
	audience TEXT NOT NULL, 
	owner TEXT, 
	holder TEXT NOT NULL, 
	language TEXT, 
	cancelled TEXT NOT NULL, 
	made_on DATE NOT NULL, 
	last_used_on DATE, 
	revoked_on DATE, 
	CONSTRAINT pk_digicase_subscription PRIMARY KEY (id)
);
CREATE TABLE digicase_support_plan (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	assessment CHAR(32), 
	adviser TEXT NOT NULL, 
	adviser_version TEXT NOT NULL, 
	reasons TEXT NOT NULL, 
	goals TEXT NOT NULL, 
	practise TEXT NOT NULL, 
	sessions BIGINT NOT NULL, 
	device TEXT NOT NULL, 
	dongle BOOLEAN NOT NULL, 
	decisions TEXT NOT NULL, 
	drawn_up_on DATE NOT NULL, 
	agreed_on DATE, 
	agreement TEXT, 
	replaced_on DATE, 
	CONSTRAINT pk_digicase_support_plan PRIMARY KEY (id)
);
INSERT INTO "digicase_support_plan" VALUES('01a215af95147000a46cdddfcc350ad7',1,'01a215af94417000bbef0f0e023ba236','01a215af944a7000a8c6bc8fc3c3b2db','start','1','["status: too few answers ask again (foundation_answers 2, job None)"]','["cv_letter"]','[]',2,'laptop',0,'[{"about":"device","advised":"None","by":"system","decided":"laptop","reason":"asked for"},{"about":"dongle","advised":"None","by":"system","decided":"False","reason":"asked for"},{"about":"sessions","advised":"None","by":"system","decided":"2","reason":"asked for"}]','2026-11-24',NULL,NULL,NULL);
CREATE TABLE digicase_task (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32), 
	subject CHAR(32) NOT NULL, 
	rule TEXT, 
	what TEXT NOT NULL, 
	owner TEXT, 
	role TEXT, 
	due_on DATE NOT NULL, 
	state TEXT NOT NULL, 
	done_on DATE, 
	done_by TEXT, 
	remark TEXT, 
	changed_at DATETIME NOT NULL, 
	dedup_key TEXT NOT NULL, 
	CONSTRAINT pk_digicase_task PRIMARY KEY (id)
);
INSERT INTO "digicase_task" VALUES('01a215af951d70008fa75c3004d8deb9',1,'01a215af94417000bbef0f0e023ba236','01a215af94417000bbef0f0e023ba236',NULL,'call','C-04',NULL,'2026-12-08','open',NULL,NULL,NULL,'2026-11-24 11:00:00.000000','by_hand:01a215af-951d-7000-8fa7-5c3004d8deb9');
CREATE TABLE digicase_template (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	device TEXT NOT NULL, 
	parts TEXT NOT NULL, 
	CONSTRAINT pk_digicase_template PRIMARY KEY (id)
);
INSERT INTO "digicase_template" VALUES('01a215af950d70009d5f7d51c1fb8e96',1,'laptop with dongle','laptop','[{"kind":"laptop","model":null,"number":1},{"kind":"dongle","model":null,"number":1},{"kind":"accessory","model":"lader","number":1}]');
CREATE TABLE digicase_waiting_place (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	device TEXT NOT NULL, 
	dongle BOOLEAN NOT NULL, 
	rank BIGINT NOT NULL, 
	since DATE NOT NULL, 
	package CHAR(32), 
	held_until DATE, 
	declined TEXT NOT NULL, 
	left_on DATE, 
	CONSTRAINT pk_digicase_waiting_place PRIMARY KEY (id)
);
INSERT INTO "digicase_waiting_place" VALUES('01a215af94687000a3c8523fd14bccdc',1,'01a215af944770008fcfd742dc7e226f','tablet',0,0,'2026-11-24',NULL,NULL,'[]',NULL);
CREATE TABLE digicase_zitdag (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	series CHAR(32) NOT NULL, 
	location TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	starts TIME NOT NULL, 
	ends TIME NOT NULL, 
	slot_minutes BIGINT NOT NULL, 
	places BIGINT NOT NULL, 
	walk_in_places BIGINT NOT NULL, 
	coach TEXT NOT NULL, 
	most_places BIGINT NOT NULL, 
	why TEXT, 
	state TEXT NOT NULL, 
	sequence BIGINT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	needs TEXT NOT NULL, 
	notice_hours BIGINT NOT NULL, 
	horizon_days BIGINT, 
	CONSTRAINT pk_digicase_zitdag PRIMARY KEY (id)
);
INSERT INTO "digicase_zitdag" VALUES('01a215af95017000ab63e640832a6ea7',2,'01a215af946a70009548a7dacdab2c0b','Jobteam','2026-12-03','09:00:00.000000','10:00:00.000000',30,1,0,'K-01',0,NULL,'planned',0,'2026-11-24 11:00:00.000000','[]',0,NULL);
INSERT INTO "digicase_zitdag" VALUES('01a215af95017001bdb6aeca317d7261',1,'01a215af946a70009548a7dacdab2c0b','Jobteam','2026-12-10','09:00:00.000000','10:00:00.000000',30,1,0,'K-01',0,NULL,'planned',0,'2026-11-24 11:00:00.000000','[]',0,NULL);
INSERT INTO "digicase_zitdag" VALUES('01a215af95017002b58b762a82d2f73c',1,'01a215af946a70009548a7dacdab2c0b','Jobteam','2026-12-17','09:00:00.000000','10:00:00.000000',30,1,0,'K-01',0,NULL,'planned',0,'2026-11-24 11:00:00.000000','[]',0,NULL);
CREATE INDEX ix_digicase_package_device_state ON digicase_package (device, state);
CREATE INDEX ix_digicase_package_state ON digicase_package (state);
CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);
CREATE UNIQUE INDEX uq_digicase_item_iccid ON digicase_item (iccid) WHERE retired_on IS NULL;
CREATE INDEX ix_digicase_item_package ON digicase_item (package);
CREATE UNIQUE INDEX uq_digicase_item_msisdn ON digicase_item (msisdn) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_serial ON digicase_item (serial) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_tag ON digicase_item (tag) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_template_name ON digicase_template (name);
CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);
CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);
CREATE INDEX ix_digicase_case_closed_on ON digicase_case (closed_on);
CREATE UNIQUE INDEX uq_digicase_staff_reference ON digicase_staff (reference);
CREATE UNIQUE INDEX uq_digicase_contact_reference ON digicase_contact (reference);
CREATE INDEX ix_digicase_assessment_case ON digicase_assessment ("case");
CREATE INDEX ix_digicase_assessment_staff ON digicase_assessment (staff);
CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (package) WHERE returned_on IS NULL;
CREATE INDEX ix_digicase_loan_returned_on_due_on ON digicase_loan (returned_on, due_on);
CREATE INDEX ix_digicase_loan_package ON digicase_loan (package);
CREATE INDEX ix_digicase_loan_lent_on ON digicase_loan (lent_on);
CREATE INDEX ix_digicase_loan_case ON digicase_loan ("case");
CREATE INDEX ix_digicase_loan_returned_on_device_due_on ON digicase_loan (returned_on, device, due_on);
CREATE INDEX ix_digicase_loan_request_decided_on_asked_on ON digicase_loan_request (decided_on, asked_on);
CREATE UNIQUE INDEX uq_digicase_loan_request_case_wanted ON digicase_loan_request ("case", wanted) WHERE decided_on IS NULL;
CREATE INDEX ix_digicase_loan_request_case ON digicase_loan_request ("case");
CREATE UNIQUE INDEX uq_digicase_repair_item ON digicase_repair (item) WHERE ended_on IS NULL;
CREATE INDEX ix_digicase_repair_loan ON digicase_repair (loan);
CREATE INDEX ix_digicase_repair_item ON digicase_repair (item);
CREATE UNIQUE INDEX uq_digicase_stocktake_name ON digicase_stocktake (name);
CREATE INDEX ix_digicase_reservation_case ON digicase_reservation ("case");
CREATE INDEX ix_digicase_reservation_ended_on_device ON digicase_reservation (ended_on, device);
CREATE INDEX ix_digicase_reservation_ended_on_package ON digicase_reservation (ended_on, package);
CREATE UNIQUE INDEX uq_digicase_waiting_place_case ON digicase_waiting_place ("case") WHERE left_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_waiting_place_package ON digicase_waiting_place (package) WHERE left_on IS NULL;
CREATE INDEX ix_digicase_waiting_place_left_on_device ON digicase_waiting_place (left_on, device);
CREATE UNIQUE INDEX uq_digicase_location_name ON digicase_location (name);
CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);
CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, "on");
CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);
CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, "on", starts) WHERE state = 'planned';
CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, "on");
CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag ("on");
CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, "on", starts) WHERE state = 'planned';
CREATE INDEX ix_digicase_appointment_case ON digicase_appointment ("case");
CREATE INDEX ix_digicase_appointment_zitdag ON digicase_appointment (zitdag);
CREATE UNIQUE INDEX uq_digicase_appointment_zitdag_case ON digicase_appointment (zitdag, "case") WHERE state = 'booked';
CREATE INDEX ix_digicase_appointment_accompanied_by_on ON digicase_appointment (accompanied_by, "on");
CREATE INDEX ix_digicase_appointment_coach_on ON digicase_appointment (coach, "on");
CREATE INDEX ix_digicase_appointment_location_on ON digicase_appointment (location, "on");
CREATE INDEX ix_digicase_appointment_consultant_on ON digicase_appointment (consultant, "on");
CREATE UNIQUE INDEX uq_digicase_standby_case ON digicase_standby ("case") WHERE left_on IS NULL;
CREATE INDEX ix_digicase_standby_left_on_rank_since ON digicase_standby (left_on, rank, since);
CREATE INDEX ix_digicase_note_case ON digicase_note ("case");
CREATE INDEX ix_digicase_note_about ON digicase_note (about);
CREATE UNIQUE INDEX uq_digicase_task_dedup_key ON digicase_task (dedup_key);
CREATE INDEX ix_digicase_task_case ON digicase_task ("case");
CREATE INDEX ix_digicase_task_role_due_on ON digicase_task (role, due_on);
CREATE INDEX ix_digicase_task_owner_due_on ON digicase_task (owner, due_on);
CREATE INDEX ix_digicase_task_subject ON digicase_task (subject);
CREATE UNIQUE INDEX uq_digicase_support_plan_case ON digicase_support_plan ("case") WHERE replaced_on IS NULL;
CREATE INDEX ix_digicase_support_plan_case ON digicase_support_plan ("case");
CREATE INDEX ix_digicase_outreach_on ON digicase_outreach ("on");
CREATE INDEX ix_digicase_subscription_holder ON digicase_subscription (holder);
CREATE INDEX ix_digicase_subscription_owner ON digicase_subscription (owner);
CREATE UNIQUE INDEX uq_digicase_subscription_token_hash ON digicase_subscription (token_hash);
CREATE UNIQUE INDEX uq_digicase_feed_feed ON digicase_feed (feed);
CREATE INDEX ix_digicase_feed_change_feed ON digicase_feed_change (feed);
CREATE INDEX ix_digicase_destruction_list_destroyed_on ON digicase_destruction_list (destroyed_on);
CREATE INDEX ix_digicase_remains_kind ON digicase_remains (kind);
CREATE UNIQUE INDEX uq_digicase_notice_dedup_key ON digicase_notice (dedup_key);
CREATE INDEX ix_digicase_notice_subject ON digicase_notice (subject);
CREATE INDEX ix_digicase_notice_state_due_at ON digicase_notice (state, due_at);
CREATE INDEX ix_digicase_journal_entry_subject ON digicase_journal_entry (subject);
CREATE INDEX ix_digicase_journal_entry_case ON digicase_journal_entry ("case");
CREATE INDEX ix_digicase_keyed_request_at ON digicase_keyed_request (at);
CREATE UNIQUE INDEX uq_digicase_keyed_request_key ON digicase_keyed_request ("key");
CREATE INDEX ix_digicase_keyed_request_result ON digicase_keyed_request (result);
COMMIT;
