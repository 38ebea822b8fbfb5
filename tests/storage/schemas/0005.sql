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
INSERT INTO "digicase_appointment" VALUES('01a2157e79b570008ce348862cce938c',1,'01a2157e79b27000a01aabad882c10df','01a2157e78e27000ab06d149025893b4','2026-12-03','09:00:00.000000',30,'K-01','Jobteam','C-04','C-04','[]',0,'booked',NULL,'[]',NULL,NULL,NULL,0,'2026-11-24 11:00:00.000000',NULL,NULL,NULL);
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
INSERT INTO "digicase_assessment" VALUES('01a2157e78ea7000aa0479bb26bc47cb',1,'01a2157e78e27000ab06d149025893b4',NULL,'start','1','2026-07-14','[{"item":"F1","source":"consultant","value":3},{"item":"F2","source":"consultant","value":2},{"item":"F3","source":"consultant","value":null}]',NULL,NULL);
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
INSERT INTO "digicase_case" VALUES('01a2157e78e27000ab06d149025893b4',5,'J-0001','C-04','nl',NULL,'2026-07-14',NULL,'["cv_letter"]','[]',NULL,0,0,3,NULL,'[]','[]','[]','[]',NULL,NULL,NULL);
INSERT INTO "digicase_case" VALUES('01a2157e78e770008ff3361cee912ea9',2,'J-0002','C-04','nl',NULL,'2026-07-14',NULL,'[]','[]',NULL,0,0,3,NULL,'[]','[]','[]','[]',NULL,NULL,NULL);
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
INSERT INTO "digicase_contact" VALUES('J-0001',NULL,'someone@example.org',NULL,NULL,NULL,'01a2157e78d870009d12918616642e37',1);
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
INSERT INTO "digicase_feed_change" VALUES('01a2157e78fd7006b0a6d328393f902c',1,'loans:C-04','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e78fd7007805a81d114eae449',1,'jobseeker:J-0001','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79087003a9eaee7da93f8f04',1,'loans:C-04','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79087004b980c51d975419f8',1,'jobseeker:J-0001','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79b27004b6fbfabcb33e836b',1,'coach:K-01','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79b270058e2010b5e7942bda',1,'location:Jobteam','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79b27006947160dd0647084a',1,'offer:','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79ba700586f128d23cf7ad9b',1,'coach:K-01','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79ba70069048e921cda66d66',1,'location:Jobteam','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79ba7007958efcc50b14fa74',1,'offer:','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79ba700890f7703922ac01cb',1,'consultant:C-04','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79ba7009ade3ff9fb5ae868c',1,'jobseeker:J-0001','2026-11-24 11:00:00.000000');
INSERT INTO "digicase_feed_change" VALUES('01a2157e79ce70029a4658bfe372971e',1,'tasks:C-04','2026-11-24 11:00:00.000000');
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
INSERT INTO "digicase_item" VALUES('01a2157e78e17001b0000fbdc95e2a47',2,'01a2157e78e17000b736a5fa682b8978','laptop','in_use','01a2157e78f1700094e959df9a7a519b',NULL,'ThinkPad L15','7LMF00MB',NULL,NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a2157e78e17002af4b26e4588db654',2,'01a2157e78e17000b736a5fa682b8978','dongle','in_use','01a2157e78f1700094e959df9a7a519b',NULL,NULL,NULL,'DG-X1',NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a2157e78e17003a2993b5abaf6c62d',2,'01a2157e78e17000b736a5fa682b8978','accessory','in_use','01a2157e78f1700094e959df9a7a519b',NULL,'lader',NULL,NULL,NULL,NULL,'2024-03-28',NULL);
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
INSERT INTO "digicase_journal_entry" VALUES('01a2157e78cf7000993652004c62df45',1,'2026-11-24 11:00:00.000000','system','StaffRegistered','01a2157e78cb700087b272b7204de2e5',NULL,'{"role":"consultant"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e78e170049bf4d14608ca4ca4',1,'2026-11-24 11:00:00.000000','system','PackageRegistered','01a2157e78e17000b736a5fa682b8978',NULL,'{"label":"DP-001"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e78e67000b29b78d00fca98c8',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a2157e78e27000ab06d149025893b4','01a2157e78e27000ab06d149025893b4','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e78e870008255e82a26708c75',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a2157e78e770008ff3361cee912ea9','01a2157e78e770008ff3361cee912ea9','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e78ea70019c9df3f469dcc1bd',1,'2026-11-24 11:00:00.000000','system','AssessmentRecorded','01a2157e78ea7000aa0479bb26bc47cb','01a2157e78e27000ab06d149025893b4','{"framework":"start","on":"2026-07-14"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e78fc70009ecbece5ad5508dd',1,'2026-11-24 11:00:00.000000','system','PackageLent','01a2157e78f1700094e959df9a7a519b','01a2157e78e27000ab06d149025893b4','{"due_on":"2027-02-28","on":"2026-08-31","package":"01a2157e-78e1-7000-b736-a5fa682b8978"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e79067000b9ef194dfc02cdb2',1,'2026-11-24 11:00:00.000000','system','LoanExtended','01a2157e78f1700094e959df9a7a519b','01a2157e78e27000ab06d149025893b4','{"due_on":"2027-08-28","on":"2026-11-24","was_due_on":"2027-02-28"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e790b7001a74786254f950e88',1,'2026-11-24 11:00:00.000000','system','WaitingJoined','01a2157e790b7000a68357c2e06b2957','01a2157e78e770008ff3361cee912ea9','{"device":"tablet","on":"2026-11-24"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e79b27003a8b7db620914816e',1,'2026-11-24 11:00:00.000000','system','SeriesPlanned','01a2157e790c7000a9c3fb0f8b3e281d',NULL,'{"location":"Jobteam","skipped":2,"zitdagen":3}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e79ba7000bf9d45819f858650',1,'2026-11-24 11:00:00.000000','system','AppointmentBooked','01a2157e79b570008ce348862cce938c','01a2157e78e27000ab06d149025893b4','{"at":"09:00:00","on":"2026-12-03","zitdag":"01a2157e-79b2-7000-a01a-abad882c10df"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e79bf7001998b9aab77b89bca',1,'2026-11-24 11:00:00.000000','system','TemplateDefined','01a2157e79bf7000bda9e90f73c6de67',NULL,'{"name":"laptop with dongle"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e79c6700181426549a5f000e1',1,'2026-11-24 11:00:00.000000','system','PlanDrawnUp','01a2157e79c6700080caf194316da050','01a2157e78e27000ab06d149025893b4','{"on":"2026-11-24","overridden":"device dongle sessions","sessions":2}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e79c87001a0583de672b4d4ce',1,'2026-11-24 11:00:00.000000','system','NoteWritten','01a2157e79c87000941d0f216f4cefa7','01a2157e78e27000ab06d149025893b4','{"kind":"note","visibility":"team"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e79cc7000998108cfc6c3c736',1,'2026-11-24 11:00:00.000000','system','NoteEdited','01a2157e79c87000941d0f216f4cefa7','01a2157e78e27000ab06d149025893b4','{}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e79ce70019d2ac4744551eeaf',1,'2026-11-24 11:00:00.000000','system','TaskSet','01a2157e79ce7000b644b4addf5616d5','01a2157e78e27000ab06d149025893b4','{"due_on":"2026-12-08","rule":"by_hand"}');
INSERT INTO "digicase_journal_entry" VALUES('01a2157e79d170019743a953601773a8',1,'2026-11-24 11:00:00.000000','system','OutreachRecorded','01a2157e79d1700098da68ea6d59fad7',NULL,'{"kind":"session","number":12,"on":"2026-11-24"}');
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
INSERT INTO "digicase_loan" VALUES('01a2157e78f1700094e959df9a7a519b',2,'01a2157e78e17000b736a5fa682b8978','01a2157e78e27000ab06d149025893b4','laptop','["01a2157e-78e1-7003-a299-3b5abaf6c62d","01a2157e-78e1-7002-af4b-26e4588db654","01a2157e-78e1-7001-b000-0fbdc95e2a47"]','[]','[]','default',1,'2026-08-31','2027-08-28','2027-08-28',0,NULL,0,'[{"due_on":"2027-08-28","on":"2026-11-24","overdue_days":0,"reason":"job trial","was_due_on":"2027-02-28"}]','[]','[]',NULL,NULL,NULL,'[]',NULL,NULL);
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
INSERT INTO "digicase_note" VALUES('01a2157e79c87000941d0f216f4cefa7',2,'01a2157e78e27000ab06d149025893b4','note',NULL,NULL,'system',NULL,'team','call her in the evening','2026-11-24 11:00:00.000000','[{"by":"system","text":"call her first","until":"2026-11-24T11:00:00+00:00"}]');
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
INSERT INTO "digicase_notice" VALUES('01a2157e78fd7000a0a340b3320e62f6',2,'loan_due_soon','01a2157e78f1700094e959df9a7a519b','loan_due_soon:01a2157e-78f1-7000-94e9-59df9a7a519b:J-0001:2027-02-28-28','J-0001','jobseeker','nl','2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e78fd7001aa29256dff854891',2,'loan_due_soon','01a2157e78f1700094e959df9a7a519b','loan_due_soon:01a2157e-78f1-7000-94e9-59df9a7a519b:C-04:2027-02-28-28','C-04','consultant',NULL,'2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e78fd7002bb700bc4fb343a5e',2,'loan_due_soon','01a2157e78f1700094e959df9a7a519b','loan_due_soon:01a2157e-78f1-7000-94e9-59df9a7a519b:J-0001:2027-02-28-7','J-0001','jobseeker','nl','2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e78fd7003bb19946fbe41a199',2,'loan_due_soon','01a2157e78f1700094e959df9a7a519b','loan_due_soon:01a2157e-78f1-7000-94e9-59df9a7a519b:C-04:2027-02-28-7','C-04','consultant',NULL,'2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e78fd7004a91c1e0b1205ba87',2,'loan_due_today','01a2157e78f1700094e959df9a7a519b','loan_due_today:01a2157e-78f1-7000-94e9-59df9a7a519b:J-0001:2027-02-28-0','J-0001','jobseeker','nl','2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e78fd70059150cf3bf2aa8726',2,'loan_due_today','01a2157e78f1700094e959df9a7a519b','loan_due_today:01a2157e-78f1-7000-94e9-59df9a7a519b:C-04:2027-02-28-0','C-04','consultant',NULL,'2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e79077000b1c320b0fe12c8a6',1,'loan_extended','01a2157e78f1700094e959df9a7a519b','loan_extended:01a2157e-78f1-7000-94e9-59df9a7a519b:J-0001:2027-08-28','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e7907700199d5afcfdd2313ce',1,'loan_extended','01a2157e78f1700094e959df9a7a519b','loan_extended:01a2157e-78f1-7000-94e9-59df9a7a519b:C-04:2027-08-28','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e7907700297a32302a2e178d1',1,'loan_due_soon','01a2157e78f1700094e959df9a7a519b','loan_due_soon:01a2157e-78f1-7000-94e9-59df9a7a519b:J-0001:2027-08-28-28','J-0001','jobseeker','nl','2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e79077003ae47a2373319e550',1,'loan_due_soon','01a2157e78f1700094e959df9a7a519b','loan_due_soon:01a2157e-78f1-7000-94e9-59df9a7a519b:C-04:2027-08-28-28','C-04','consultant',NULL,'2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e79077004ba08ff35a11b63c4',1,'loan_due_soon','01a2157e78f1700094e959df9a7a519b','loan_due_soon:01a2157e-78f1-7000-94e9-59df9a7a519b:J-0001:2027-08-28-7','J-0001','jobseeker','nl','2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e79087000afcdfd1cfc01229e',1,'loan_due_soon','01a2157e78f1700094e959df9a7a519b','loan_due_soon:01a2157e-78f1-7000-94e9-59df9a7a519b:C-04:2027-08-28-7','C-04','consultant',NULL,'2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e7908700192e65c28ab11dd74',1,'loan_due_today','01a2157e78f1700094e959df9a7a519b','loan_due_today:01a2157e-78f1-7000-94e9-59df9a7a519b:J-0001:2027-08-28-0','J-0001','jobseeker','nl','2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e79087002bbefbb617bb44a9e',1,'loan_due_today','01a2157e78f1700094e959df9a7a519b','loan_due_today:01a2157e-78f1-7000-94e9-59df9a7a519b:C-04:2027-08-28-0','C-04','consultant',NULL,'2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e79ba700181d003b3bce0376b',1,'appointment_booked','01a2157e79b570008ce348862cce938c','appointment_booked:01a2157e-79b5-7000-8ce3-48862cce938c:J-0001:0','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e79ba7002b02f8369528cd41e',1,'appointment_booked','01a2157e79b570008ce348862cce938c','appointment_booked:01a2157e-79b5-7000-8ce3-48862cce938c:C-04:0','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e79ba70039549de172cf78e95',1,'appointment_soon','01a2157e79b570008ce348862cce938c','appointment_soon:01a2157e-79b5-7000-8ce3-48862cce938c:J-0001:0','J-0001','jobseeker','nl','2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a2157e79ba7004a20cc6fd32174db6',1,'appointment_soon','01a2157e79b570008ce348862cce938c','appointment_soon:01a2157e-79b5-7000-8ce3-48862cce938c:C-04:0','C-04','consultant',NULL,'2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
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
INSERT INTO "digicase_outreach" VALUES('01a2157e79d1700098da68ea6d59fad7',1,'session','2026-11-24','consultants','nl','why digital',12);
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
INSERT INTO "digicase_package" VALUES('01a2157e78e17000b736a5fa682b8978',2,'DP-001','laptop',1,'on_loan','[]',NULL,NULL,'');
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
INSERT INTO "digicase_series" VALUES('01a2157e790c7000a9c3fb0f8b3e281d',1,'Jobteam','Jobteam','["TH"]','2026-12-01','2026-12-31','09:00:00.000000','10:00:00.000000',30,1,0,'K-01','[{"on":"2026-12-24","reason":"Kerstvakantie"},{"on":"2026-12-31","reason":"Kerstvakantie"}]','[]','[]','[]',0,NULL);
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
INSERT INTO "digicase_staff" VALUES('01a2157e78cb700087b272b7204de2e5',1,'C-04','consultant','fr',0,'[]',NULL);
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
INSERT INTO "digicase_support_plan" VALUES('01a2157e79c6700080caf194316da050',1,'01a2157e78e27000ab06d149025893b4','01a2157e78ea7000aa0479bb26bc47cb','start','1','["status: too few answers ask again (foundation_answers 2, job None)"]','["cv_letter"]','[]',2,'laptop',0,'[{"about":"device","advised":"None","by":"system","decided":"laptop","reason":"asked for"},{"about":"dongle","advised":"None","by":"system","decided":"False","reason":"asked for"},{"about":"sessions","advised":"None","by":"system","decided":"2","reason":"asked for"}]','2026-11-24',NULL,NULL,NULL);
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
INSERT INTO "digicase_task" VALUES('01a2157e79ce7000b644b4addf5616d5',1,'01a2157e78e27000ab06d149025893b4','01a2157e78e27000ab06d149025893b4',NULL,'call','C-04',NULL,'2026-12-08','open',NULL,NULL,NULL,'2026-11-24 11:00:00.000000','by_hand:01a2157e-79ce-7000-b644-b4addf5616d5');
CREATE TABLE digicase_template (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	device TEXT NOT NULL, 
	parts TEXT NOT NULL, 
	CONSTRAINT pk_digicase_template PRIMARY KEY (id)
);
INSERT INTO "digicase_template" VALUES('01a2157e79bf7000bda9e90f73c6de67',1,'laptop with dongle','laptop','[{"kind":"laptop","model":null,"number":1},{"kind":"dongle","model":null,"number":1},{"kind":"accessory","model":"lader","number":1}]');
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
INSERT INTO "digicase_waiting_place" VALUES('01a2157e790b7000a68357c2e06b2957',1,'01a2157e78e770008ff3361cee912ea9','tablet',0,0,'2026-11-24',NULL,NULL,'[]',NULL);
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
INSERT INTO "digicase_zitdag" VALUES('01a2157e79b27000a01aabad882c10df',2,'01a2157e790c7000a9c3fb0f8b3e281d','Jobteam','2026-12-03','09:00:00.000000','10:00:00.000000',30,1,0,'K-01',0,NULL,'planned',0,'2026-11-24 11:00:00.000000','[]',0,NULL);
INSERT INTO "digicase_zitdag" VALUES('01a2157e79b27001861807f9e2b583b9',1,'01a2157e790c7000a9c3fb0f8b3e281d','Jobteam','2026-12-10','09:00:00.000000','10:00:00.000000',30,1,0,'K-01',0,NULL,'planned',0,'2026-11-24 11:00:00.000000','[]',0,NULL);
INSERT INTO "digicase_zitdag" VALUES('01a2157e79b27002b4fcde0a087f2351',1,'01a2157e790c7000a9c3fb0f8b3e281d','Jobteam','2026-12-17','09:00:00.000000','10:00:00.000000',30,1,0,'K-01',0,NULL,'planned',0,'2026-11-24 11:00:00.000000','[]',0,NULL);
CREATE INDEX ix_digicase_package_state ON digicase_package (state);
CREATE INDEX ix_digicase_package_device_state ON digicase_package (device, state);
CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);
CREATE UNIQUE INDEX uq_digicase_item_tag ON digicase_item (tag) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_iccid ON digicase_item (iccid) WHERE retired_on IS NULL;
CREATE INDEX ix_digicase_item_package ON digicase_item (package);
CREATE UNIQUE INDEX uq_digicase_item_msisdn ON digicase_item (msisdn) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_serial ON digicase_item (serial) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_template_name ON digicase_template (name);
CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);
CREATE INDEX ix_digicase_case_closed_on ON digicase_case (closed_on);
CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);
CREATE UNIQUE INDEX uq_digicase_staff_reference ON digicase_staff (reference);
CREATE UNIQUE INDEX uq_digicase_contact_reference ON digicase_contact (reference);
CREATE INDEX ix_digicase_assessment_case ON digicase_assessment ("case");
CREATE INDEX ix_digicase_assessment_staff ON digicase_assessment (staff);
CREATE INDEX ix_digicase_loan_lent_on ON digicase_loan (lent_on);
CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (package) WHERE returned_on IS NULL;
CREATE INDEX ix_digicase_loan_package ON digicase_loan (package);
CREATE INDEX ix_digicase_loan_case ON digicase_loan ("case");
CREATE INDEX ix_digicase_loan_returned_on_due_on ON digicase_loan (returned_on, due_on);
CREATE INDEX ix_digicase_loan_returned_on_device_due_on ON digicase_loan (returned_on, device, due_on);
CREATE INDEX ix_digicase_loan_request_case ON digicase_loan_request ("case");
CREATE INDEX ix_digicase_loan_request_decided_on_asked_on ON digicase_loan_request (decided_on, asked_on);
CREATE UNIQUE INDEX uq_digicase_loan_request_case_wanted ON digicase_loan_request ("case", wanted) WHERE decided_on IS NULL;
CREATE INDEX ix_digicase_repair_item ON digicase_repair (item);
CREATE UNIQUE INDEX uq_digicase_repair_item ON digicase_repair (item) WHERE ended_on IS NULL;
CREATE INDEX ix_digicase_repair_loan ON digicase_repair (loan);
CREATE UNIQUE INDEX uq_digicase_stocktake_name ON digicase_stocktake (name);
CREATE INDEX ix_digicase_reservation_case ON digicase_reservation ("case");
CREATE INDEX ix_digicase_reservation_ended_on_device ON digicase_reservation (ended_on, device);
CREATE INDEX ix_digicase_reservation_ended_on_package ON digicase_reservation (ended_on, package);
CREATE UNIQUE INDEX uq_digicase_waiting_place_case ON digicase_waiting_place ("case") WHERE left_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_waiting_place_package ON digicase_waiting_place (package) WHERE left_on IS NULL;
CREATE INDEX ix_digicase_waiting_place_left_on_device ON digicase_waiting_place (left_on, device);
CREATE UNIQUE INDEX uq_digicase_location_name ON digicase_location (name);
CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);
CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);
CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag ("on");
CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, "on");
CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, "on", starts) WHERE state = 'planned';
CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, "on", starts) WHERE state = 'planned';
CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, "on");
CREATE INDEX ix_digicase_appointment_case ON digicase_appointment ("case");
CREATE INDEX ix_digicase_appointment_accompanied_by_on ON digicase_appointment (accompanied_by, "on");
CREATE UNIQUE INDEX uq_digicase_appointment_zitdag_case ON digicase_appointment (zitdag, "case") WHERE state = 'booked';
CREATE INDEX ix_digicase_appointment_zitdag ON digicase_appointment (zitdag);
CREATE INDEX ix_digicase_appointment_coach_on ON digicase_appointment (coach, "on");
CREATE INDEX ix_digicase_appointment_location_on ON digicase_appointment (location, "on");
CREATE INDEX ix_digicase_appointment_consultant_on ON digicase_appointment (consultant, "on");
CREATE INDEX ix_digicase_standby_left_on_rank_since ON digicase_standby (left_on, rank, since);
CREATE UNIQUE INDEX uq_digicase_standby_case ON digicase_standby ("case") WHERE left_on IS NULL;
CREATE INDEX ix_digicase_note_case ON digicase_note ("case");
CREATE INDEX ix_digicase_note_about ON digicase_note (about);
CREATE INDEX ix_digicase_task_role_due_on ON digicase_task (role, due_on);
CREATE UNIQUE INDEX uq_digicase_task_dedup_key ON digicase_task (dedup_key);
CREATE INDEX ix_digicase_task_subject ON digicase_task (subject);
CREATE INDEX ix_digicase_task_case ON digicase_task ("case");
CREATE INDEX ix_digicase_task_owner_due_on ON digicase_task (owner, due_on);
CREATE UNIQUE INDEX uq_digicase_support_plan_case ON digicase_support_plan ("case") WHERE replaced_on IS NULL;
CREATE INDEX ix_digicase_support_plan_case ON digicase_support_plan ("case");
CREATE INDEX ix_digicase_outreach_on ON digicase_outreach ("on");
CREATE INDEX ix_digicase_subscription_owner ON digicase_subscription (owner);
CREATE UNIQUE INDEX uq_digicase_subscription_token_hash ON digicase_subscription (token_hash);
CREATE INDEX ix_digicase_subscription_holder ON digicase_subscription (holder);
CREATE UNIQUE INDEX uq_digicase_feed_feed ON digicase_feed (feed);
CREATE INDEX ix_digicase_feed_change_feed ON digicase_feed_change (feed);
CREATE INDEX ix_digicase_destruction_list_destroyed_on ON digicase_destruction_list (destroyed_on);
CREATE INDEX ix_digicase_remains_kind ON digicase_remains (kind);
CREATE INDEX ix_digicase_notice_subject ON digicase_notice (subject);
CREATE INDEX ix_digicase_notice_state_due_at ON digicase_notice (state, due_at);
CREATE UNIQUE INDEX uq_digicase_notice_dedup_key ON digicase_notice (dedup_key);
CREATE INDEX ix_digicase_journal_entry_subject ON digicase_journal_entry (subject);
CREATE INDEX ix_digicase_journal_entry_case ON digicase_journal_entry ("case");
CREATE UNIQUE INDEX uq_digicase_keyed_request_key ON digicase_keyed_request ("key");
CREATE INDEX ix_digicase_keyed_request_result ON digicase_keyed_request (result);
CREATE INDEX ix_digicase_keyed_request_at ON digicase_keyed_request (at);
COMMIT;
