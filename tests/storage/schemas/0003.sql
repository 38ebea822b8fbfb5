BEGIN TRANSACTION;
CREATE TABLE digicase_alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT digicase_alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "digicase_alembic_version" VALUES('0003');
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
	state TEXT NOT NULL, 
	sequence BIGINT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_digicase_appointment PRIMARY KEY (id)
);
INSERT INTO "digicase_appointment" VALUES('01a209c5619c70008e5ce4bb6b53f678',1,'01a209c5619a7000be27b8ecba080cf6','01a209c560db7000a9148794e80c24e3','2026-12-03','09:00:00.000000',30,'K-01','Jobteam','C-04','C-04','[]','booked',0,'2026-11-24 11:00:00.000000');
CREATE TABLE digicase_assessment (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	framework TEXT NOT NULL, 
	framework_version TEXT NOT NULL, 
	"on" DATE NOT NULL, 
	answers TEXT NOT NULL, 
	corrects CHAR(32), 
	CONSTRAINT pk_digicase_assessment PRIMARY KEY (id)
);
INSERT INTO "digicase_assessment" VALUES('01a209c560e37000a685839868def03a',1,'01a209c560db7000a9148794e80c24e3','start','1','2026-07-14','[{"item":"F1","source":"consultant","value":3},{"item":"F2","source":"consultant","value":2},{"item":"F3","source":"consultant","value":null}]',NULL);
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
	closed_on DATE, 
	outcome TEXT, 
	CONSTRAINT pk_digicase_case PRIMARY KEY (id)
);
INSERT INTO "digicase_case" VALUES('01a209c560db7000a9148794e80c24e3',4,'J-0001','C-04','nl',NULL,'2026-07-14',NULL,'["cv_letter"]','[]',NULL,0,0,3,NULL,NULL);
INSERT INTO "digicase_case" VALUES('01a209c560e0700082b07e5a9a971e67',2,'J-0002','C-04','nl',NULL,'2026-07-14',NULL,'[]','[]',NULL,0,0,3,NULL,NULL);
CREATE TABLE digicase_contact (
	reference TEXT NOT NULL, 
	name TEXT, 
	email TEXT, 
	phone TEXT, 
	address TEXT, 
	contact_by TEXT, 
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	CONSTRAINT pk_digicase_contact PRIMARY KEY (id)
);
INSERT INTO "digicase_contact" VALUES('J-0001',NULL,'someone@example.org',NULL,NULL,NULL,'01a209c560cf7000b61342205fc12470',1);
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
INSERT INTO "digicase_item" VALUES('01a209c560d97001886a4cb30a019f9c',2,'01a209c560d97000a5bcdf4ca59fd180','laptop','in_use','01a209c560e870009a437ed9c682048c',NULL,'ThinkPad L15','7LMF00MB',NULL,NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a209c560d9700294a60173935a4fa3',2,'01a209c560d97000a5bcdf4ca59fd180','dongle','in_use','01a209c560e870009a437ed9c682048c',NULL,NULL,NULL,'DG-X1',NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a209c560d970038cef637c166eab60',2,'01a209c560d97000a5bcdf4ca59fd180','accessory','in_use','01a209c560e870009a437ed9c682048c',NULL,'lader',NULL,NULL,NULL,NULL,'2024-03-28',NULL);
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
INSERT INTO "digicase_journal_entry" VALUES('01a209c560cc70009c3176623c9c632e',1,'2026-11-24 11:00:00.000000','system','StaffRegistered','01a209c560c97000b8414d30f6bf619b',NULL,'{"role":"consultant"}');
INSERT INTO "digicase_journal_entry" VALUES('01a209c560d97004be60f62607aecbc7',1,'2026-11-24 11:00:00.000000','system','PackageRegistered','01a209c560d97000a5bcdf4ca59fd180',NULL,'{"label":"DP-001"}');
INSERT INTO "digicase_journal_entry" VALUES('01a209c560df70008e445dc37e50b74a',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a209c560db7000a9148794e80c24e3','01a209c560db7000a9148794e80c24e3','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a209c560e070019bfbc5b60ed08c90',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a209c560e0700082b07e5a9a971e67','01a209c560e0700082b07e5a9a971e67','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a209c560e37001a2193f5256168d30',1,'2026-11-24 11:00:00.000000','system','AssessmentRecorded','01a209c560e37000a685839868def03a','01a209c560db7000a9148794e80c24e3','{"framework":"start","on":"2026-07-14"}');
INSERT INTO "digicase_journal_entry" VALUES('01a209c560ee7000a0112bb4bda5d318',1,'2026-11-24 11:00:00.000000','system','PackageLent','01a209c560e870009a437ed9c682048c','01a209c560db7000a9148794e80c24e3','{"due_on":"2027-02-28","on":"2026-08-31","package":"01a209c5-60d9-7000-a5bc-df4ca59fd180"}');
INSERT INTO "digicase_journal_entry" VALUES('01a209c560fe7000aaea94c826154699',1,'2026-11-24 11:00:00.000000','system','LoanExtended','01a209c560e870009a437ed9c682048c','01a209c560db7000a9148794e80c24e3','{"due_on":"2027-08-28","on":"2026-11-24","was_due_on":"2027-02-28"}');
INSERT INTO "digicase_journal_entry" VALUES('01a209c561067000a68bea38887f3ef0',1,'2026-11-24 11:00:00.000000','system','WaitingJoined','01a209c5610470009381f8247e2536a0','01a209c560e0700082b07e5a9a971e67','{"device":"tablet","on":"2026-11-24"}');
INSERT INTO "digicase_journal_entry" VALUES('01a209c5619a7003976c3fb18b0cb329',1,'2026-11-24 11:00:00.000000','system','SeriesPlanned','01a209c561087000b617c5396ab113fa',NULL,'{"location":"Jobteam","skipped":2,"zitdagen":3}');
INSERT INTO "digicase_journal_entry" VALUES('01a209c561a07000b1ed5f339692d9be',1,'2026-11-24 11:00:00.000000','system','AppointmentBooked','01a209c5619c70008e5ce4bb6b53f678','01a209c560db7000a9148794e80c24e3','{"at":"09:00:00","on":"2026-12-03","zitdag":"01a209c5-619a-7000-be27-b8ecba080cf6"}');
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
INSERT INTO "digicase_loan" VALUES('01a209c560e870009a437ed9c682048c',2,'01a209c560d97000a5bcdf4ca59fd180','01a209c560db7000a9148794e80c24e3','["01a209c5-60d9-7003-8cef-637c166eab60","01a209c5-60d9-7002-94a6-0173935a4fa3","01a209c5-60d9-7001-886a-4cb30a019f9c"]','[]','[]','default',1,'2026-08-31','2027-08-28','2027-08-28',0,NULL,0,'[{"due_on":"2027-08-28","on":"2026-11-24","overdue_days":0,"reason":"job trial","was_due_on":"2027-02-28"}]','[]','[]',NULL,NULL,NULL,'[]',NULL,NULL);
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
	CONSTRAINT pk_digicase_notice PRIMARY KEY (id)
);
INSERT INTO "digicase_notice" VALUES('01a209c560ee7001a3e61ca494e5b239',2,'loan_due_soon','01a209c560e870009a437ed9c682048c','loan_due_soon:01a209c5-60e8-7000-9a43-7ed9c682048c:J-0001:2027-02-28-28','J-0001','jobseeker','nl','2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ee7002be8f8a6842edd10b',2,'loan_due_soon','01a209c560e870009a437ed9c682048c','loan_due_soon:01a209c5-60e8-7000-9a43-7ed9c682048c:C-04:2027-02-28-28','C-04','consultant',NULL,'2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ee700397514e7457e55477',2,'loan_due_soon','01a209c560e870009a437ed9c682048c','loan_due_soon:01a209c5-60e8-7000-9a43-7ed9c682048c:J-0001:2027-02-28-7','J-0001','jobseeker','nl','2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ee7004980999373215aca1',2,'loan_due_soon','01a209c560e870009a437ed9c682048c','loan_due_soon:01a209c5-60e8-7000-9a43-7ed9c682048c:C-04:2027-02-28-7','C-04','consultant',NULL,'2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ee70058d419bd093f122a9',2,'loan_due_today','01a209c560e870009a437ed9c682048c','loan_due_today:01a209c5-60e8-7000-9a43-7ed9c682048c:J-0001:2027-02-28-0','J-0001','jobseeker','nl','2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ee7006a13080b452c38f7f',2,'loan_due_today','01a209c560e870009a437ed9c682048c','loan_due_today:01a209c5-60e8-7000-9a43-7ed9c682048c:C-04:2027-02-28-0','C-04','consultant',NULL,'2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ff7000b52cee62f77a89d1',1,'loan_extended','01a209c560e870009a437ed9c682048c','loan_extended:01a209c5-60e8-7000-9a43-7ed9c682048c:J-0001:2027-08-28','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ff7001b9fe64f5a827cced',1,'loan_extended','01a209c560e870009a437ed9c682048c','loan_extended:01a209c5-60e8-7000-9a43-7ed9c682048c:C-04:2027-08-28','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ff7002a1f00203a57e0976',1,'loan_due_soon','01a209c560e870009a437ed9c682048c','loan_due_soon:01a209c5-60e8-7000-9a43-7ed9c682048c:J-0001:2027-08-28-28','J-0001','jobseeker','nl','2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ff7003ae62cde29490df3f',1,'loan_due_soon','01a209c560e870009a437ed9c682048c','loan_due_soon:01a209c5-60e8-7000-9a43-7ed9c682048c:C-04:2027-08-28-28','C-04','consultant',NULL,'2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ff70049bf26b110de300c9',1,'loan_due_soon','01a209c560e870009a437ed9c682048c','loan_due_soon:01a209c5-60e8-7000-9a43-7ed9c682048c:J-0001:2027-08-28-7','J-0001','jobseeker','nl','2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ff7005b81d49fe2e7a942b',1,'loan_due_soon','01a209c560e870009a437ed9c682048c','loan_due_soon:01a209c5-60e8-7000-9a43-7ed9c682048c:C-04:2027-08-28-7','C-04','consultant',NULL,'2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ff7006a71766e2078874d2',1,'loan_due_today','01a209c560e870009a437ed9c682048c','loan_due_today:01a209c5-60e8-7000-9a43-7ed9c682048c:J-0001:2027-08-28-0','J-0001','jobseeker','nl','2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c560ff70079f673d3b4d1775b5',1,'loan_due_today','01a209c560e870009a437ed9c682048c','loan_due_today:01a209c5-60e8-7000-9a43-7ed9c682048c:C-04:2027-08-28-0','C-04','consultant',NULL,'2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c561a0700185fd655cf7505255',1,'appointment_booked','01a209c5619c70008e5ce4bb6b53f678','appointment_booked:01a209c5-619c-7000-8e5c-e4bb6b53f678:J-0001:0','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c561a07002a0ec37f37a4100e0',1,'appointment_booked','01a209c5619c70008e5ce4bb6b53f678','appointment_booked:01a209c5-619c-7000-8e5c-e4bb6b53f678:C-04:0','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c561a070039f90c5a525d158cf',1,'appointment_soon','01a209c5619c70008e5ce4bb6b53f678','appointment_soon:01a209c5-619c-7000-8e5c-e4bb6b53f678:J-0001:0','J-0001','jobseeker','nl','2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a209c561a07004b903eb4cb1078d41',1,'appointment_soon','01a209c5619c70008e5ce4bb6b53f678','appointment_soon:01a209c5-619c-7000-8e5c-e4bb6b53f678:C-04:0','C-04','consultant',NULL,'2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
CREATE TABLE digicase_package (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	label TEXT NOT NULL, 
	device TEXT NOT NULL, 
	has_dongle BOOLEAN NOT NULL, 
	state TEXT NOT NULL, 
	location TEXT, 
	ready_on DATE, 
	remarks TEXT NOT NULL, 
	CONSTRAINT pk_digicase_package PRIMARY KEY (id)
);
INSERT INTO "digicase_package" VALUES('01a209c560d97000a5bcdf4ca59fd180',2,'DP-001','laptop',1,'on_loan',NULL,NULL,'');
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
	coach TEXT NOT NULL, 
	skipped TEXT NOT NULL, 
	CONSTRAINT pk_digicase_series PRIMARY KEY (id)
);
INSERT INTO "digicase_series" VALUES('01a209c561087000b617c5396ab113fa',1,'Jobteam','Jobteam','["TH"]','2026-12-01','2026-12-31','09:00:00.000000','10:00:00.000000',30,1,'K-01','[{"on":"2026-12-24","reason":"Kerstvakantie"},{"on":"2026-12-31","reason":"Kerstvakantie"}]');
CREATE TABLE digicase_staff (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	reference TEXT NOT NULL, 
	role TEXT NOT NULL, 
	language TEXT NOT NULL, 
	trained BOOLEAN NOT NULL, 
	CONSTRAINT pk_digicase_staff PRIMARY KEY (id)
);
INSERT INTO "digicase_staff" VALUES('01a209c560c97000b8414d30f6bf619b',1,'C-04','consultant','fr',0);
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
CREATE TABLE digicase_waiting_place (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	"case" CHAR(32) NOT NULL, 
	device TEXT NOT NULL, 
	dongle BOOLEAN NOT NULL, 
	rank BIGINT NOT NULL, 
	since DATE NOT NULL, 
	left_on DATE, 
	CONSTRAINT pk_digicase_waiting_place PRIMARY KEY (id)
);
INSERT INTO "digicase_waiting_place" VALUES('01a209c5610470009381f8247e2536a0',1,'01a209c560e0700082b07e5a9a971e67','tablet',0,0,'2026-11-24',NULL);
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
	coach TEXT NOT NULL, 
	state TEXT NOT NULL, 
	sequence BIGINT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_digicase_zitdag PRIMARY KEY (id)
);
INSERT INTO "digicase_zitdag" VALUES('01a209c5619a7000be27b8ecba080cf6',2,'01a209c561087000b617c5396ab113fa','Jobteam','2026-12-03','09:00:00.000000','10:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_zitdag" VALUES('01a209c5619a700193d9c1b2a27b87fc',1,'01a209c561087000b617c5396ab113fa','Jobteam','2026-12-10','09:00:00.000000','10:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_zitdag" VALUES('01a209c5619a70028111c5969473b05a',1,'01a209c561087000b617c5396ab113fa','Jobteam','2026-12-17','09:00:00.000000','10:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
CREATE INDEX ix_digicase_package_state ON digicase_package (state);
CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);
CREATE UNIQUE INDEX uq_digicase_item_msisdn ON digicase_item (msisdn) WHERE retired_on IS NULL;
CREATE INDEX ix_digicase_item_package ON digicase_item (package);
CREATE UNIQUE INDEX uq_digicase_item_tag ON digicase_item (tag) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_serial ON digicase_item (serial) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_iccid ON digicase_item (iccid) WHERE retired_on IS NULL;
CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);
CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);
CREATE UNIQUE INDEX uq_digicase_staff_reference ON digicase_staff (reference);
CREATE UNIQUE INDEX uq_digicase_contact_reference ON digicase_contact (reference);
CREATE INDEX ix_digicase_assessment_case ON digicase_assessment ("case");
CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (package) WHERE returned_on IS NULL;
CREATE INDEX ix_digicase_loan_returned_on_due_on ON digicase_loan (returned_on, due_on);
CREATE INDEX ix_digicase_loan_package ON digicase_loan (package);
CREATE INDEX ix_digicase_loan_lent_on ON digicase_loan (lent_on);
CREATE INDEX ix_digicase_loan_case ON digicase_loan ("case");
CREATE INDEX ix_digicase_repair_item ON digicase_repair (item);
CREATE UNIQUE INDEX uq_digicase_repair_item ON digicase_repair (item) WHERE ended_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_stocktake_name ON digicase_stocktake (name);
CREATE UNIQUE INDEX uq_digicase_waiting_place_case ON digicase_waiting_place ("case") WHERE left_on IS NULL;
CREATE INDEX ix_digicase_waiting_place_left_on_device ON digicase_waiting_place (left_on, device);
CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);
CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag ("on");
CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, "on", starts) WHERE state = 'planned';
CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, "on");
CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, "on", starts) WHERE state = 'planned';
CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, "on");
CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);
CREATE INDEX ix_digicase_appointment_accompanied_by_on ON digicase_appointment (accompanied_by, "on");
CREATE INDEX ix_digicase_appointment_zitdag ON digicase_appointment (zitdag);
CREATE UNIQUE INDEX uq_digicase_appointment_zitdag_case ON digicase_appointment (zitdag, "case") WHERE state = 'booked';
CREATE INDEX ix_digicase_appointment_coach_on ON digicase_appointment (coach, "on");
CREATE INDEX ix_digicase_appointment_consultant_on ON digicase_appointment (consultant, "on");
CREATE INDEX ix_digicase_appointment_location_on ON digicase_appointment (location, "on");
CREATE INDEX ix_digicase_appointment_case ON digicase_appointment ("case");
CREATE INDEX ix_digicase_notice_state_due_at ON digicase_notice (state, due_at);
CREATE UNIQUE INDEX uq_digicase_notice_dedup_key ON digicase_notice (dedup_key);
CREATE INDEX ix_digicase_notice_subject ON digicase_notice (subject);
CREATE INDEX ix_digicase_journal_entry_subject ON digicase_journal_entry (subject);
CREATE INDEX ix_digicase_journal_entry_case ON digicase_journal_entry ("case");
CREATE UNIQUE INDEX uq_digicase_keyed_request_key ON digicase_keyed_request ("key");
CREATE INDEX ix_digicase_keyed_request_at ON digicase_keyed_request (at);
COMMIT;
