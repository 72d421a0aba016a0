package demo

// latin are the tongues written in Latin letters. See tongue for the form.
func latin() map[string]tongue {
	return map[string]tongue{
		"Portuguese": {
			female: "Inês Matilde Beatriz Leonor Carolina Mafalda Marta Joana Rita Catarina Sofia Teresa Filipa Lúcia Raquel Helena Débora Luísa Vânia Íris Constança Madalena Alice Olívia Anabela Graça",
			male:   "Tiago Duarte Rui Gonçalo Afonso João Nuno Vasco Martim Henrique Luís Fábio André Simão Tomé Xavier Álvaro Hélder Baltazar Davi Caio Murilo Ícaro Otávio Zeferino Quim",
			family: "Almeida Barroso Cardoso Damásio Esteves Falcão Garrido Henriques Inácio Jordão Leitão Macedo Nogueira Ornelas Pacheco Quaresma Rebelo Salgueiro Taveira Urbano Valadão Xavier Zagalo Brandão Caldeira Figueira Moutinho Pimentel Trindade Queirós",
			double: true,
		},
		"Spanish": {
			female: "Ximena Catalina Antonia Javiera Constanza Isidora Fernanda Belén Rocío Macarena Pilar Marisol Noelia Úrsula Amparo Lourdes Begoña Inmaculada Yolanda Araceli Violeta Paloma Emilia Renata Trinidad Ángela",
			male:   "Benjamín Matías Vicente Joaquín Ignacio Cristóbal Agustín Maximiliano Rodrigo Hernán Íñigo Óscar Gaspar Julián Ramiro Lautaro Nahuel Santiago Bruno Leandro Fermín Iker Pascual Tadeo Wilfredo Esteban",
			family: "Aguirre Bascuñán Carrasco Donoso Echeverría Figueroa Gallardo Hurtado Ibáñez Jaramillo Lagos Manríquez Núñez Olivares Peñaloza Quiroga Riquelme Saavedra Toledo Urrutia Valdivia Yáñez Zúñiga Arancibia Bustamante Cienfuegos Montecinos Pizarro Sepúlveda Villagrán",
			double: true,
		},
		"French": {
			female: "Aurélie Blandine Camille Delphine Élodie Florence Gaëlle Hélène Inès Jeanne Lætitia Maëlle Noémie Océane Pauline Quitterie Romane Solène Thaïs Victoire Zoé Clémence Apolline Margaux Ségolène Anaïs",
			male:   "Aurélien Benoît Cédric Damien Émile François Gaël Hugo Jérôme Kévin Loïc Mathis Noël Octave Pierrick Quentin Rémi Sylvain Théo Valentin Yanis Augustin Bastien Corentin Étienne Florian",
			family: "Aubert Besnard Chevalier Delacourt Étienne Fournier Garnier Hébert Imbert Jacquet Lefort Maréchal Noblet Olivier Perrault Quesnel Rousselle Sauvage Thévenet Urbain Vasseur Weiss Bélanger Charpentier Desrosiers Gauthier Lachance Morin Pelletier Tremblay",
		},
		"German": {
			female: "Annika Birgit Cosima Dörte Elke Friederike Greta Heike Ilka Jördis Katharina Leonie Mareike Nele Ortrud Petra Ricarda Svenja Thea Ulrike Verena Wiebke Yvonne Käthe Franziska Merle",
			male:   "Arne Bernd Carsten Detlef Eckart Falk Götz Hannes Ingo Jürgen Klaas Lennart Moritz Norbert Olaf Philipp Rüdiger Sönke Torben Uwe Volker Wolfram Jannik Matthes Benedikt Finn",
			family: "Ackermann Böttcher Clausen Dietrich Eichholz Förster Grünwald Hölscher Imhoff Jäger Köhler Lindemann Möhring Niemeyer Oelze Pfeiffer Quandt Reuter Schäfer Thielemann Uhlig Vogt Wächter Zöllner Brandt Fährmann Kirchner Rosenow Steinbach Wulff",
		},
		"Swedish": {
			female: "Agneta Birgitta Cecilia Disa Ebba Freja Gunilla Hedda Ingrid Jannike Karin Linnéa Märta Ninni Ottilia Pernilla Ronja Sigrid Tuva Ulla Viveka Ylva Åsa Ärla Moa Saga",
			male:   "Anders Björn Casper Dag Elof Fredrik Göran Håkan Isak Jonas Kjell Love Mattias Nils Ossian Pontus Ragnar Sixten Torsten Ulf Viktor Åke Östen Malte Gustav Rasmus",
			family: "Almqvist Bergström Cederholm Dahlgren Ekström Forsberg Granath Hägglund Isaksson Josefsson Källström Lindqvist Månsson Nyström Öberg Palmgren Rosén Sandström Törnqvist Ulvhammar Vikström Wallin Ylander Zetterlund Åberg Ängström Hallberg Kvist Norling Sjödin",
		},
		"English": {
			female: "Abigail Bronwyn Charlotte Daphne Eloise Frances Georgia Harriet Imogen Jessica Keira Lorna Matilda Naomi Odette Phoebe Rosalind Sienna Tamsin Una Verity Winifred Yvette Zara Aroha Ngaio",
			male:   "Angus Barnaby Callum Declan Ewan Fergus Gareth Hamish Isaac Jasper Keith Lachlan Malcolm Nathaniel Oscar Patrick Reuben Silas Tobias Ulric Vaughan Wesley Zachary Hemi Tāne Rangi",
			family: "Ashdown Birchall Cartwright Dunmore Elwood Fairweather Gillespie Hargreave Islington Jarrett Kilbride Lockyer Merriweather Norwood Ormsby Pemberton Quigley Rutherford Stanbury Thackeray Underhill Venning Whitcombe Yardley Harawira MacKinnon O’Dowd Pohatu Sinclair Trewin",
		},
		"Polish": {
			female: "Agnieszka Bożena Celina Dorota Elżbieta Faustyna Grażyna Halina Iga Jolanta Kinga Łucja Małgorzata Natalia Oliwia Patrycja Róża Sylwia Urszula Wioletta Zofia Żaneta Aniela Justyna Milena Kalina",
			male:   "Arkadiusz Błażej Cezary Dariusz Emil Filip Grzegorz Hubert Ireneusz Jędrzej Kacper Łukasz Mateusz Norbert Olgierd Przemysław Radosław Sławomir Tomasz Wojciech Zbigniew Bartosz Maciej Paweł Szymon Witold",
			family: "Adamczyk Borowski:Borowska Czarnecki:Czarnecka Dębski:Dębska Frączak Głowacki:Głowacka Hajduk Iwański:Iwańska Jabłoński:Jabłońska Kępka Łaska Malinowski:Malinowska Niedźwiecki:Niedźwiecka Olszański:Olszańska Piątek Rogalski:Rogalska Śliwa Trzaska Urbański:Urbańska Wróbel Zając Żurek Błaszczyk Gołąb Kubiak Mączka Pietrzak Sęk Wilczyński:Wilczyńska Źrebiec",
		},
		"Czech": {
			female: "Adéla Blanka Časlava Dagmar Eliška Františka Gabriela Hana Iveta Jitka Kateřina Lenka Markéta Naděžda Olga Pavlína Radka Šárka Tereza Václava Zdeňka Žofie Barbora Vendula Jiřina Ludmila",
			male:   "Antonín Bohumil Čeněk Dušan Evžen František Gustav Hynek Ivo Jaroslav Kryštof Ladislav Miloš Norbert Oldřich Přemysl Radim Štěpán Tadeáš Vojtěch Zdeněk Břetislav Matěj Ondřej Vít Jiří",
			family: "Bárta:Bártová Čermák:Čermáková Doležal:Doležalová Fiala:Fialová Hájek:Hájková Chalupa:Chalupová Jeřábek:Jeřábková Kříž:Křížová Liška:Lišková Mareš:Marešová Němec:Němcová Ondráček:Ondráčková Pešek:Pešková Růžička:Růžičková Řezáč:Řezáčová Šťastný:Šťastná Tůma:Tůmová Urban:Urbanová Vávra:Vávrová Zeman:Zemanová Žák:Žáková Bureš:Burešová Dvořáček:Dvořáčková Holub:Holubová Koudelka:Koudelková Sýkora:Sýkorová",
		},
		"Turkish": {
			female: "Ayşegül Burcu Çiğdem Deniz Elif Feride Gülşen Hülya Işıl İpek Jale Kübra Leyla Müge Nilüfer Özge Pınar Reyhan Sevgi Şebnem Tuğba Ümran Vildan Yeşim Zeynep Defne",
			male:   "Alper Barış Cihan Çağrı Doğan Emre Ferhat Gökhan Halil Ilgaz İlker Kağan Levent Mert Nazım Orhan Özgür Polat Rıza Serkan Şahin Tolga Uğur Volkan Yiğit Ziya",
			family: "Akyüz Balcı Çetinkaya Demirtaş Erdoğdu Fidan Güneş Hatipoğlu Irmak İnce Karaca Levent Mutlu Narin Okyay Özbilgin Pehlivan Renkli Savaşçı Şimşek Taşkıran Uysal Ünlü Varol Yağcı Zorlu Bozdağ Çiçek Gürsoy Tekinalp",
		},
		"Kenyan": {
			female: "Achieng Wanjiru Nekesa Chebet Makena Akinyi Wambui Nafula Jepkosgei Kathure Zawadi Mwende Nyambura Atieno Moraa Kerubo Jelagat Wairimu Ndinda Amina Furaha Rehema",
			male:   "Kamau Otieno Kiprotich Mutua Wafula Baraka Njoroge Ochieng Kiptoo Musyoka Simiyu Juma Mwangi Odhiambo Cheruiyot Kilonzo Barasa Githinji Ouma Rotich Muriuki Hamisi",
			family: "Adongo Barongo Chepkemoi Gathoni Karanja Kibet Kimani Kosgei Maina Makokha Mboya Muthoni Mutiso Ndegwa Njenga Nyaga Obura Ogola Okello Omondi Onyango Oyugi Ruto Sang Tanui Wekesa Wanyama Kariuki",
		},
		"South African": {
			female: "Nomvula Thandeka Lindiwe Zanele Anneke Elsabé Marelize Lerato Palesa Nosipho Ayanda Busisiwe Hendrika Khanyisile Mbali Naledi Refilwe Sonja Tumelo Unathi Yolandi Zinhle",
			male:   "Sipho Thabo Mandla Bongani Pieter Francois Gerhard Kagiso Lwazi Mthunzi Johannes Andries Sizwe Tshepo Vusi Wandile Xolani Kobus Riaan Themba Neo Ruan",
			family: "Bezuidenhout Cele Dlamini Erasmus Fourie Gumede Hlongwane Jacobs Khumalo Labuschagne Mabuza Naidoo Nkosi Oosthuizen Pillay Radebe Sithole Tshabalala Van_der_Walt Van_Wyk Xaba Zulu Maseko Mokoena Ndlovu Swanepoel",
		},
		"Vietnamese": {
			female:      "Thị_Ánh Thị_Bích Ngọc_Diệp Thị_Hạnh Khánh_Huyền Thị_Lan Mỹ_Linh Thị_Mai Bảo_Ngọc Thị_Oanh Thu_Phương Như_Quỳnh Thị_Thảo Thùy_Trang Tường_Vy Hải_Yến Minh_Châu Thị_Dung",
			male:        "Văn_An Quốc_Bảo Minh_Cường Tiến_Dũng Hoàng_Đạt Trường_Giang Văn_Hải Quang_Huy Gia_Khánh Thành_Long Đức_Mạnh Hữu_Nghĩa Hồng_Phúc Anh_Quân Xuân_Sơn Minh_Tuấn Công_Vinh Đình_Thắng",
			family:      "Bùi Cao Chu Dương Đặng Đinh Đoàn Đỗ Hà Hồ Hoàng Huỳnh Lâm Lê Lương Lý Mai Ngô Nguyễn Phạm Phan Phùng Quách Tạ Tăng Thái Trần Trịnh Võ Vũ",
			familyFirst: true,
		},
	}
}
