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
INSERT INTO "digicase_appointment" VALUES('01a20a0297f27000925ad89434860068',1,'01a20a0297ed7000a5cff444d9070d1f','01a20a02968e7000bcb9dd1105e0883e','2026-12-03','09:00:00.000000',30,'K-01','Jobteam','C-04','C-04','[]','booked',0,'2026-11-24 11:00:00.000000');
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
INSERT INTO "digicase_assessment" VALUES('01a20a02969570009ad35d82f32a9dca',1,'01a20a02968e7000bcb9dd1105e0883e','start','1','2026-07-14','[{"item":"F1","source":"consultant","value":3},{"item":"F2","source":"consultant","value":2},{"item":"F3","source":"consultant","value":null}]',NULL);
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
INSERT INTO "digicase_case" VALUES('01a20a02968e7000bcb9dd1105e0883e',4,'J-0001','C-04','nl',NULL,'2026-07-14',NULL,'["cv_letter"]','[]',NULL,0,0,3,NULL,NULL);
INSERT INTO "digicase_case" VALUES('01a20a02969270009ea1189ca8da9084',2,'J-0002','C-04','nl',NULL,'2026-07-14',NULL,'[]','[]',NULL,0,0,3,NULL,NULL);
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
INSERT INTO "digicase_contact" VALUES('J-0001',NULL,'someone@example.org',NULL,NULL,NULL,'01a20a0296867000b372d3c8671cceae',1);
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
INSERT INTO "digicase_item" VALUES('01a20a02968d7001af1d312fa89a74f4',2,'01a20a02968d70009d849826f1cc1dec','laptop','in_use','01a20a02969970008583a0b2ffd1f7b2',NULL,'ThinkPad L15','7LMF00MB',NULL,NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a20a02968d70028ce90e2649273c07',2,'01a20a02968d70009d849826f1cc1dec','dongle','in_use','01a20a02969970008583a0b2ffd1f7b2',NULL,NULL,NULL,'DG-X1',NULL,NULL,'2024-03-28',NULL);
INSERT INTO "digicase_item" VALUES('01a20a02968d7003945a1fadd89ff070',2,'01a20a02968d70009d849826f1cc1dec','accessory','in_use','01a20a02969970008583a0b2ffd1f7b2',NULL,'lader',NULL,NULL,NULL,NULL,'2024-03-28',NULL);
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
INSERT INTO "digicase_journal_entry" VALUES('01a20a0296837000804cc9f085b7230a',1,'2026-11-24 11:00:00.000000','system','StaffRegistered','01a20a029680700088460cd16441b047',NULL,'{"role":"consultant"}');
INSERT INTO "digicase_journal_entry" VALUES('01a20a02968d700496663330480b67bd',1,'2026-11-24 11:00:00.000000','system','PackageRegistered','01a20a02968d70009d849826f1cc1dec',NULL,'{"label":"DP-001"}');
INSERT INTO "digicase_journal_entry" VALUES('01a20a0296917000b5cf0eefeae1cd4d',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a20a02968e7000bcb9dd1105e0883e','01a20a02968e7000bcb9dd1105e0883e','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a20a029693700097e663eff57f5bd1',1,'2026-11-24 11:00:00.000000','system','CaseOpened','01a20a02969270009ea1189ca8da9084','01a20a02969270009ea1189ca8da9084','{"consultant":"C-04"}');
INSERT INTO "digicase_journal_entry" VALUES('01a20a02969570019e63ce74c5212a33',1,'2026-11-24 11:00:00.000000','system','AssessmentRecorded','01a20a02969570009ad35d82f32a9dca','01a20a02968e7000bcb9dd1105e0883e','{"framework":"start","on":"2026-07-14"}');
INSERT INTO "digicase_journal_entry" VALUES('01a20a0296a17000b867b6b71aefe4bb',1,'2026-11-24 11:00:00.000000','system','PackageLent','01a20a02969970008583a0b2ffd1f7b2','01a20a02968e7000bcb9dd1105e0883e','{"due_on":"2027-02-28","on":"2026-08-31","package":"01a20a02-968d-7000-9d84-9826f1cc1dec"}');
INSERT INTO "digicase_journal_entry" VALUES('01a20a0296a97000863da2cfef1ce3d6',1,'2026-11-24 11:00:00.000000','system','LoanExtended','01a20a02969970008583a0b2ffd1f7b2','01a20a02968e7000bcb9dd1105e0883e','{"due_on":"2027-08-28","on":"2026-11-24","was_due_on":"2027-02-28"}');
INSERT INTO "digicase_journal_entry" VALUES('01a20a0296e67000b48f2236a3c574dd',1,'2026-11-24 11:00:00.000000','system','WaitingJoined','01a20a0296e57000824fc8476b9f72ee','01a20a02969270009ea1189ca8da9084','{"device":"tablet","on":"2026-11-24"}');
INSERT INTO "digicase_journal_entry" VALUES('01a20a0297ed7003965d24c19bd2cacd',1,'2026-11-24 11:00:00.000000','system','SeriesPlanned','01a20a0296e770009af51d3b653a6100',NULL,'{"location":"Jobteam","skipped":2,"zitdagen":3}');
INSERT INTO "digicase_journal_entry" VALUES('01a20a0297f47000b3ddf1b45f14219a',1,'2026-11-24 11:00:00.000000','system','AppointmentBooked','01a20a0297f27000925ad89434860068','01a20a02968e7000bcb9dd1105e0883e','{"at":"09:00:00","on":"2026-12-03","zitdag":"01a20a02-97ed-7000-a5cf-f444d9070d1f"}');
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
INSERT INTO "digicase_loan" VALUES('01a20a02969970008583a0b2ffd1f7b2',2,'01a20a02968d70009d849826f1cc1dec','01a20a02968e7000bcb9dd1105e0883e','laptop','["01a20a02-968d-7003-945a-1fadd89ff070","01a20a02-968d-7002-8ce9-0e2649273c07","01a20a02-968d-7001-af1d-312fa89a74f4"]','[]','[]','default',1,'2026-08-31','2027-08-28','2027-08-28',0,NULL,0,'[{"due_on":"2027-08-28","on":"2026-11-24","overdue_days":0,"reason":"job trial","was_due_on":"2027-02-28"}]','[]','[]',NULL,NULL,NULL,'[]',NULL,NULL);
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
INSERT INTO "digicase_notice" VALUES('01a20a0296a17001bed37a525d75c6dd',2,'loan_due_soon','01a20a02969970008583a0b2ffd1f7b2','loan_due_soon:01a20a02-9699-7000-8583-a0b2ffd1f7b2:J-0001:2027-02-28-28','J-0001','jobseeker','nl','2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296a170028a1928e7e4ff986f',2,'loan_due_soon','01a20a02969970008583a0b2ffd1f7b2','loan_due_soon:01a20a02-9699-7000-8583-a0b2ffd1f7b2:C-04:2027-02-28-28','C-04','consultant',NULL,'2027-01-31 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296a170038c68f03ca04f9ce8',2,'loan_due_soon','01a20a02969970008583a0b2ffd1f7b2','loan_due_soon:01a20a02-9699-7000-8583-a0b2ffd1f7b2:J-0001:2027-02-28-7','J-0001','jobseeker','nl','2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296a17004845e65dcdf32de8b',2,'loan_due_soon','01a20a02969970008583a0b2ffd1f7b2','loan_due_soon:01a20a02-9699-7000-8583-a0b2ffd1f7b2:C-04:2027-02-28-7','C-04','consultant',NULL,'2027-02-21 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296a17005a81352af7f809d65',2,'loan_due_today','01a20a02969970008583a0b2ffd1f7b2','loan_due_today:01a20a02-9699-7000-8583-a0b2ffd1f7b2:J-0001:2027-02-28-0','J-0001','jobseeker','nl','2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296a170068cdb29af97b1f643',2,'loan_due_today','01a20a02969970008583a0b2ffd1f7b2','loan_due_today:01a20a02-9699-7000-8583-a0b2ffd1f7b2:C-04:2027-02-28-0','C-04','consultant',NULL,'2027-02-28 08:00:00.000000','2027-02-28 23:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-02-28"}','withdrawn',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296aa70008235915c9b7e9504',1,'loan_extended','01a20a02969970008583a0b2ffd1f7b2','loan_extended:01a20a02-9699-7000-8583-a0b2ffd1f7b2:J-0001:2027-08-28','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296aa70019109cb48f0675e65',1,'loan_extended','01a20a02969970008583a0b2ffd1f7b2','loan_extended:01a20a02-9699-7000-8583-a0b2ffd1f7b2:C-04:2027-08-28','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296aa7002a06cd099e1b6db8c',1,'loan_due_soon','01a20a02969970008583a0b2ffd1f7b2','loan_due_soon:01a20a02-9699-7000-8583-a0b2ffd1f7b2:J-0001:2027-08-28-28','J-0001','jobseeker','nl','2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296aa700395df8068ea5c98f1',1,'loan_due_soon','01a20a02969970008583a0b2ffd1f7b2','loan_due_soon:01a20a02-9699-7000-8583-a0b2ffd1f7b2:C-04:2027-08-28-28','C-04','consultant',NULL,'2027-07-31 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":28,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296aa7004bbb1fe286fe1a68d',1,'loan_due_soon','01a20a02969970008583a0b2ffd1f7b2','loan_due_soon:01a20a02-9699-7000-8583-a0b2ffd1f7b2:J-0001:2027-08-28-7','J-0001','jobseeker','nl','2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296aa70058f2a6e83883b4beb',1,'loan_due_soon','01a20a02969970008583a0b2ffd1f7b2','loan_due_soon:01a20a02-9699-7000-8583-a0b2ffd1f7b2:C-04:2027-08-28-7','C-04','consultant',NULL,'2027-08-21 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":7,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296aa7006aaf8038717424082',1,'loan_due_today','01a20a02969970008583a0b2ffd1f7b2','loan_due_today:01a20a02-9699-7000-8583-a0b2ffd1f7b2:J-0001:2027-08-28-0','J-0001','jobseeker','nl','2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0296aa7007a8f69341062a0c25',1,'loan_due_today','01a20a02969970008583a0b2ffd1f7b2','loan_due_today:01a20a02-9699-7000-8583-a0b2ffd1f7b2:C-04:2027-08-28-0','C-04','consultant',NULL,'2027-08-28 07:00:00.000000','2027-08-28 22:00:00.000000','{"case":"J-0001","days":0,"due_on":"2027-08-28"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0297f47001b53176ec475767e8',1,'appointment_booked','01a20a0297f27000925ad89434860068','appointment_booked:01a20a02-97f2-7000-925a-d89434860068:J-0001:0','J-0001','jobseeker','nl','2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0297f47002a6916e471e4dedd6',1,'appointment_booked','01a20a0297f27000925ad89434860068','appointment_booked:01a20a02-97f2-7000-925a-d89434860068:C-04:0','C-04','consultant',NULL,'2026-11-24 11:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0297f47003ae258c39117deb78',1,'appointment_soon','01a20a0297f27000925ad89434860068','appointment_soon:01a20a02-97f2-7000-925a-d89434860068:J-0001:0','J-0001','jobseeker','nl','2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
INSERT INTO "digicase_notice" VALUES('01a20a0297f470049606bfa25123a524',1,'appointment_soon','01a20a0297f27000925ad89434860068','appointment_soon:01a20a02-97f2-7000-925a-d89434860068:C-04:0','C-04','consultant',NULL,'2026-12-01 08:00:00.000000','2026-12-03 08:00:00.000000','{"at":"09:00","case":"J-0001","location":"Jobteam","on":"2026-12-03"}','planned',0,NULL,NULL,NULL);
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
INSERT INTO "digicase_package" VALUES('01a20a02968d70009d849826f1cc1dec',2,'DP-001','laptop',1,'on_loan',NULL,NULL,'');
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
	coach TEXT NOT NULL, 
	skipped TEXT NOT NULL, 
	CONSTRAINT pk_digicase_series PRIMARY KEY (id)
);
INSERT INTO "digicase_series" VALUES('01a20a0296e770009af51d3b653a6100',1,'Jobteam','Jobteam','["TH"]','2026-12-01','2026-12-31','09:00:00.000000','10:00:00.000000',30,1,'K-01','[{"on":"2026-12-24","reason":"Kerstvakantie"},{"on":"2026-12-31","reason":"Kerstvakantie"}]');
CREATE TABLE digicase_staff (
	id CHAR(32) NOT NULL, 
	version BIGINT NOT NULL, 
	reference TEXT NOT NULL, 
	role TEXT NOT NULL, 
	language TEXT NOT NULL, 
	trained BOOLEAN NOT NULL, 
	CONSTRAINT pk_digicase_staff PRIMARY KEY (id)
);
INSERT INTO "digicase_staff" VALUES('01a20a029680700088460cd16441b047',1,'C-04','consultant','fr',0);
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
	package CHAR(32), 
	held_until DATE, 
	declined TEXT NOT NULL, 
	left_on DATE, 
	CONSTRAINT pk_digicase_waiting_place PRIMARY KEY (id)
);
INSERT INTO "digicase_waiting_place" VALUES('01a20a0296e57000824fc8476b9f72ee',1,'01a20a02969270009ea1189ca8da9084','tablet',0,0,'2026-11-24',NULL,NULL,'[]',NULL);
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
INSERT INTO "digicase_zitdag" VALUES('01a20a0297ed7000a5cff444d9070d1f',2,'01a20a0296e770009af51d3b653a6100','Jobteam','2026-12-03','09:00:00.000000','10:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_zitdag" VALUES('01a20a0297ed7001a4a29079e453d64a',1,'01a20a0296e770009af51d3b653a6100','Jobteam','2026-12-10','09:00:00.000000','10:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
INSERT INTO "digicase_zitdag" VALUES('01a20a0297ed70028c4992e94df61e6a',1,'01a20a0296e770009af51d3b653a6100','Jobteam','2026-12-17','09:00:00.000000','10:00:00.000000',30,1,'K-01','planned',0,'2026-11-24 11:00:00.000000');
CREATE INDEX ix_digicase_package_device_state ON digicase_package (device, state);
CREATE UNIQUE INDEX uq_digicase_package_label ON digicase_package (label);
CREATE INDEX ix_digicase_package_state ON digicase_package (state);
CREATE UNIQUE INDEX uq_digicase_item_iccid ON digicase_item (iccid) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_tag ON digicase_item (tag) WHERE retired_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_item_msisdn ON digicase_item (msisdn) WHERE retired_on IS NULL;
CREATE INDEX ix_digicase_item_package ON digicase_item (package);
CREATE UNIQUE INDEX uq_digicase_item_serial ON digicase_item (serial) WHERE retired_on IS NULL;
CREATE INDEX ix_digicase_case_consultant ON digicase_case (consultant);
CREATE UNIQUE INDEX uq_digicase_case_reference ON digicase_case (reference);
CREATE UNIQUE INDEX uq_digicase_staff_reference ON digicase_staff (reference);
CREATE UNIQUE INDEX uq_digicase_contact_reference ON digicase_contact (reference);
CREATE INDEX ix_digicase_assessment_case ON digicase_assessment ("case");
CREATE UNIQUE INDEX uq_digicase_loan_package ON digicase_loan (package) WHERE returned_on IS NULL;
CREATE INDEX ix_digicase_loan_returned_on_due_on ON digicase_loan (returned_on, due_on);
CREATE INDEX ix_digicase_loan_lent_on ON digicase_loan (lent_on);
CREATE INDEX ix_digicase_loan_package ON digicase_loan (package);
CREATE INDEX ix_digicase_loan_returned_on_device_due_on ON digicase_loan (returned_on, device, due_on);
CREATE INDEX ix_digicase_loan_case ON digicase_loan ("case");
CREATE UNIQUE INDEX uq_digicase_loan_request_case_wanted ON digicase_loan_request ("case", wanted) WHERE decided_on IS NULL;
CREATE INDEX ix_digicase_loan_request_decided_on_asked_on ON digicase_loan_request (decided_on, asked_on);
CREATE INDEX ix_digicase_loan_request_case ON digicase_loan_request ("case");
CREATE UNIQUE INDEX uq_digicase_repair_item ON digicase_repair (item) WHERE ended_on IS NULL;
CREATE INDEX ix_digicase_repair_item ON digicase_repair (item);
CREATE UNIQUE INDEX uq_digicase_stocktake_name ON digicase_stocktake (name);
CREATE INDEX ix_digicase_reservation_ended_on_package ON digicase_reservation (ended_on, package);
CREATE INDEX ix_digicase_reservation_case ON digicase_reservation ("case");
CREATE INDEX ix_digicase_reservation_ended_on_device ON digicase_reservation (ended_on, device);
CREATE UNIQUE INDEX uq_digicase_waiting_place_case ON digicase_waiting_place ("case") WHERE left_on IS NULL;
CREATE UNIQUE INDEX uq_digicase_waiting_place_package ON digicase_waiting_place (package) WHERE left_on IS NULL;
CREATE INDEX ix_digicase_waiting_place_left_on_device ON digicase_waiting_place (left_on, device);
CREATE UNIQUE INDEX uq_digicase_series_name ON digicase_series (name);
CREATE UNIQUE INDEX uq_digicase_zitdag_location_on_starts ON digicase_zitdag (location, "on", starts) WHERE state = 'planned';
CREATE UNIQUE INDEX uq_digicase_zitdag_coach_on_starts ON digicase_zitdag (coach, "on", starts) WHERE state = 'planned';
CREATE INDEX ix_digicase_zitdag_location_on ON digicase_zitdag (location, "on");
CREATE INDEX ix_digicase_zitdag_series ON digicase_zitdag (series);
CREATE INDEX ix_digicase_zitdag_on ON digicase_zitdag ("on");
CREATE INDEX ix_digicase_zitdag_coach_on ON digicase_zitdag (coach, "on");
CREATE INDEX ix_digicase_appointment_case ON digicase_appointment ("case");
CREATE INDEX ix_digicase_appointment_location_on ON digicase_appointment (location, "on");
CREATE UNIQUE INDEX uq_digicase_appointment_zitdag_case ON digicase_appointment (zitdag, "case") WHERE state = 'booked';
CREATE INDEX ix_digicase_appointment_zitdag ON digicase_appointment (zitdag);
CREATE INDEX ix_digicase_appointment_accompanied_by_on ON digicase_appointment (accompanied_by, "on");
CREATE INDEX ix_digicase_appointment_coach_on ON digicase_appointment (coach, "on");
CREATE INDEX ix_digicase_appointment_consultant_on ON digicase_appointment (consultant, "on");
CREATE INDEX ix_digicase_notice_state_due_at ON digicase_notice (state, due_at);
CREATE UNIQUE INDEX uq_digicase_notice_dedup_key ON digicase_notice (dedup_key);
CREATE INDEX ix_digicase_notice_subject ON digicase_notice (subject);
CREATE INDEX ix_digicase_journal_entry_case ON digicase_journal_entry ("case");
CREATE INDEX ix_digicase_journal_entry_subject ON digicase_journal_entry (subject);
CREATE INDEX ix_digicase_keyed_request_at ON digicase_keyed_request (at);
CREATE UNIQUE INDEX uq_digicase_keyed_request_key ON digicase_keyed_request ("key");
COMMIT;
