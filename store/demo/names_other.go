package demo

// others are the tongues written in other letters: each name with its romanised
// form after a slash. See tongue for the form.
func others() map[string]tongue {
	return map[string]tongue{
		"Greek": {
			female: "Αγγελική/Angeliki Βασιλική/Vasiliki Γεωργία/Georgia Δήμητρα/Dimitra Ελένη/Eleni Ζωή/Zoi Ηλέκτρα/Ilektra Θάλεια/Thaleia Ιωάννα/Ioanna Κατερίνα/Katerina Λυδία/Lydia Μυρτώ/Myrto Νεφέλη/Nefeli Ξένια/Xenia Ουρανία/Ourania Πηνελόπη/Pinelopi Ραλλού/Rallou Σταυρούλα/Stavroula Τατιάνα/Tatiana Φωτεινή/Foteini Χλόη/Chloi",
			male:   "Αλέξανδρος/Alexandros Βαγγέλης/Vangelis Γρηγόρης/Grigoris Δημήτρης/Dimitris Ευάγγελος/Evangelos Ζήσης/Zisis Θοδωρής/Thodoris Ιάσων/Iason Κωνσταντίνος/Konstantinos Λεωνίδας/Leonidas Μιχάλης/Michalis Νικηφόρος/Nikiforos Ορέστης/Orestis Παναγιώτης/Panagiotis Ραφαήλ/Rafail Σπύρος/Spyros Τάσος/Tasos Φίλιππος/Filippos Χάρης/Charis Άγγελος/Angelos",
			family: "Αντωνίου/Antoniou Βλάχος/Vlachos:Βλάχου/Vlachou Γαλάνης/Galanis:Γαλάνη/Galani Δούκας/Doukas:Δούκα/Douka Ζαφειρίου/Zafeiriou Θεοδώρου/Theodorou Ιωαννίδης/Ioannidis:Ιωαννίδου/Ioannidou Καραγιάννης/Karagiannis:Καραγιάννη/Karagianni Λάμπρου/Lamprou Μαυρίδης/Mavridis:Μαυρίδου/Mavridou Νικολάου/Nikolaou Ξανθόπουλος/Xanthopoulos:Ξανθοπούλου/Xanthopoulou Οικονόμου/Oikonomou Πετρίδης/Petridis:Πετρίδου/Petridou Ρήγας/Rigas:Ρήγα/Riga Σαμαράς/Samaras:Σαμαρά/Samara Τριανταφύλλου/Triantafyllou Φωκάς/Fokas:Φωκά/Foka Χατζής/Chatzis:Χατζή/Chatzi Ψαρράς/Psarras:Ψαρρά/Psarra",
		},
		"Bulgarian": {
			female: "Албена/Albena Боряна/Boryana Весела/Vesela Гергана/Gergana Десислава/Desislava Елица/Elitsa Жана/Zhana Здравка/Zdravka Ивелина/Ivelina Калина/Kalina Лилия/Liliya Магдалена/Magdalena Невена/Nevena Огняна/Ognyana Ралица/Ralitsa Силвия/Silviya Теодора/Teodora Цветелина/Tsvetelina Юлия/Yuliya Яна/Yana",
			male:   "Атанас/Atanas Борислав/Borislav Веселин/Veselin Георги/Georgi Димитър/Dimitar Емил/Emil Живко/Zhivko Захари/Zahari Ивайло/Ivaylo Кирил/Kiril Любомир/Lyubomir Момчил/Momchil Николай/Nikolay Огнян/Ognyan Пламен/Plamen Румен/Rumen Светослав/Svetoslav Тодор/Todor Христо/Hristo Ясен/Yasen",
			family: "Ангелов/Angelov:Ангелова/Angelova Бояджиев/Boyadzhiev:Бояджиева/Boyadzhieva Василев/Vasilev:Василева/Vasileva Гочев/Gochev:Гочева/Gocheva Димов/Dimov:Димова/Dimova Енчев/Enchev:Енчева/Encheva Желязков/Zhelyazkov:Желязкова/Zhelyazkova Златев/Zlatev:Златева/Zlateva Иванчев/Ivanchev:Иванчева/Ivancheva Колев/Kolev:Колева/Koleva Лазаров/Lazarov:Лазарова/Lazarova Милчев/Milchev:Милчева/Milcheva Недялков/Nedyalkov:Недялкова/Nedyalkova Орешков/Oreshkov:Орешкова/Oreshkova Пенчев/Penchev:Пенчева/Pencheva Русев/Rusev:Русева/Ruseva Стефанов/Stefanov:Стефанова/Stefanova Тошев/Toshev:Тошева/Tosheva Филипов/Filipov:Филипова/Filipova Цанев/Tsanev:Цанева/Tsaneva Чолаков/Cholakov:Чолакова/Cholakova Шишков/Shishkov:Шишкова/Shishkova",
		},
		"Arabic": {
			female: "أمينة/Amina بسمة/Basma جميلة/Jamila حنان/Hanan دلال/Dalal رنا/Rana زينب/Zaynab سلمى/Salma شيماء/Shaimaa عبير/Abeer غادة/Ghada فاطمة/Fatima كوثر/Kawthar لينا/Lina مريم/Maryam نورا/Noura هدى/Huda وفاء/Wafaa ياسمين/Yasmin ليلى/Layla",
			male:   "أحمد/Ahmad باسم/Basim تامر/Tamir جابر/Jabir حسام/Husam خالد/Khalid رامي/Rami زياد/Ziyad سامر/Samir طارق/Tariq عادل/Adil غسان/Ghassan فيصل/Faisal كريم/Karim ماجد/Majid ناصر/Nasir هاني/Hani وليد/Walid ياسر/Yasir يوسف/Yusuf",
			family: "البكري/Albakri التميمي/Altamimi الجابري/Aljabri الحداد/Alhaddad الخطيب/Alkhatib الدوسري/Aldosari الراشد/Alrashid الزهراني/Alzahrani السالم/Alsalim الشامي/Alshami الصباغ/Alsabbagh الطويل/Altawil العمري/Alomari الغزالي/Alghazali الفارس/Alfaris القاسم/Alqasim الكندي/Alkindi المنصوري/Almansouri النجار/Alnajjar الهاشمي/Alhashimi",
		},
		"Marathi": {
			female: "अनघा/Anagha भक्ती/Bhakti चैत्राली/Chaitrali दीपाली/Deepali गौरी/Gauri ईशा/Isha जुई/Jui कल्याणी/Kalyani माधुरी/Madhuri नेहा/Neha पल्लवी/Pallavi राधिका/Radhika सायली/Sayali तन्वी/Tanvi उर्मिला/Urmila वैदेही/Vaidehi मृणाल/Mrunal शर्वरी/Sharvari अमृता/Amruta केतकी/Ketaki",
			male:   "अनिकेत/Aniket भूषण/Bhushan चिन्मय/Chinmay धनंजय/Dhananjay गणेश/Ganesh हृषीकेश/Hrishikesh जयंत/Jayant केदार/Kedar मंदार/Mandar निखिल/Nikhil ओंकार/Onkar प्रसाद/Prasad रोहन/Rohan समीर/Sameer तुषार/Tushar उमेश/Umesh विक्रम/Vikram यश/Yash अमेय/Ameya सौरभ/Saurabh",
			family: "आपटे/Apte बापट/Bapat चव्हाण/Chavan देशमुख/Deshmukh फडके/Phadke गोखले/Gokhale हर्डीकर/Hardikar इनामदार/Inamdar जोशी/Joshi कुलकर्णी/Kulkarni लिमये/Limaye मोरे/More नाईक/Naik ओक/Oak पवार/Pawar रानडे/Ranade साठे/Sathe तांबे/Tambe वाघ/Wagh शिंदे/Shinde भोसले/Bhosale काळे/Kale",
		},
		"Nepali": {
			female: "आस्था/Astha विनिता/Binita दिक्षा/Diksha गीता/Gita झरना/Jharana कमला/Kamala लक्ष्मी/Laxmi मनीषा/Manisha निरुता/Niruta प्रतिमा/Pratima रञ्जना/Ranjana समीक्षा/Samikshya सुनिता/Sunita तारा/Tara युनिसा/Yunisa",
			male:   "अनिश/Anish विनोद/Binod दिपक/Dipak गोपाल/Gopal हेमन्त/Hemanta किरण/Kiran लोकेन्द्र/Lokendra मिलन/Milan नविन/Nabin प्रकाश/Prakash राजेन्द्र/Rajendra सुजन/Sujan सुशील/Sushil तेजेन्द्र/Tejendra उज्वल/Ujwal",
			family: "अधिकारी/Adhikari बस्नेत/Basnet भट्टराई/Bhattarai दाहाल/Dahal गुरुङ/Gurung खड्का/Khadka लामा/Lama महर्जन/Maharjan नेपाल/Nepal पौडेल/Poudel राई/Rai सापकोटा/Sapkota श्रेष्ठ/Shrestha तामाङ/Tamang थापा/Thapa",
		},
		"Chinese": {
			female:      "安琪/Anqi 冰洁/Bingjie 晨曦/Chenxi 丹妮/Danni 芳华/Fanghua 桂英/Guiying 海燕/Haiyan 佳怡/Jiayi 可欣/Kexin 兰芝/Lanzhi 美玲/Meiling 乃文/Naiwen 沛珊/Peishan 秋月/Qiuyue 若兰/Ruolan 诗涵/Shihan 婷婷/Tingting 婉清/Wanqing 晓雯/Xiaowen 雅静/Yajing 紫萱/Zixuan",
			male:        "安邦/Anbang 博文/Bowen 成志/Chengzhi 德明/Deming 峰/Feng 国栋/Guodong 浩然/Haoran 建军/Jianjun 凯/Kai 立新/Lixin 明轩/Mingxuan 鹏飞/Pengfei 启航/Qihang 瑞/Rui 世杰/Shijie 天宇/Tianyu 伟/Wei 旭东/Xudong 逸飞/Yifei 子墨/Zimo",
			family:      "曹/Cao 陈/Chen 邓/Deng 冯/Feng 高/Gao 郭/Guo 韩/Han 何/He 胡/Hu 黄/Huang 蒋/Jiang 李/Li 林/Lin 刘/Liu 罗/Luo 马/Ma 潘/Pan 彭/Peng 钱/Qian 沈/Shen 宋/Song 孙/Sun 唐/Tang 王/Wang 吴/Wu 谢/Xie 徐/Xu 杨/Yang 袁/Yuan 张/Zhang 赵/Zhao 郑/Zheng 周/Zhou 朱/Zhu",
			familyFirst: true, tight: true,
		},
		"Japanese": {
			female:      "愛子/Aiko 千尋/Chihiro 絵里/Eri 文香/Fumika 春菜/Haruna 彩花/Ayaka 樹里/Juri 香織/Kaori 真由美/Mayumi 菜摘/Natsumi 麗奈/Reina 桜/Sakura 環/Tamaki 歌子/Utako 和歌子/Wakako 優子/Yuko 瑞希/Mizuki 結衣/Yui 美咲/Misaki 紗希/Saki",
			male:        "明/Akira 大輔/Daisuke 英治/Eiji 文雄/Fumio 悟/Satoru 浩/Hiroshi 一郎/Ichiro 淳/Jun 健太/Kenta 誠/Makoto 直樹/Naoki 修/Osamu 龍之介/Ryunosuke 翔太/Shota 拓也/Takuya 渉/Wataru 雄太/Yuta 蓮/Ren 颯/Hayate 樹/Itsuki",
			family:      "青山/Aoyama 安藤/Ando 遠藤/Endo 藤原/Fujiwara 後藤/Goto 橋本/Hashimoto 石井/Ishii 片山/Katayama 木村/Kimura 小林/Kobayashi 松本/Matsumoto 中島/Nakajima 西村/Nishimura 大野/Ono 酒井/Sakai 佐々木/Sasaki 高橋/Takahashi 田村/Tamura 上田/Ueda 和田/Wada 山口/Yamaguchi 吉田/Yoshida 森/Mori 長谷川/Hasegawa",
			familyFirst: true,
		},
		"Korean": {
			female:      "가은/Gaeun 나영/Nayeong 다은/Daeun 미경/Migyeong 보라/Bora 서연/Seoyeon 소희/Sohui 수빈/Subin 아름/Areum 예진/Yejin 유나/Yuna 은지/Eunji 지민/Jimin 채원/Chaewon 하린/Harin 혜진/Hyejin 민서/Minseo 윤아/Yuna 정숙/Jeongsuk 현주/Hyeonju",
			male:        "건우/Geonu 도윤/Doyun 동현/Donghyeon 민준/Minjun 병철/Byeongcheol 상훈/Sanghun 성민/Seongmin 시우/Siu 영호/Yeongho 우진/Ujin 인수/Insu 재혁/Jaehyeok 종민/Jongmin 준서/Junseo 진우/Jinu 태윤/Taeyun 하준/Hajun 현우/Hyeonu 지훈/Jihun 경수/Gyeongsu",
			family:      "강/Kang 고/Ko 권/Kwon 김/Kim 남/Nam 노/Noh 류/Ryu 문/Moon 박/Park 배/Bae 서/Seo 송/Song 신/Shin 안/Ahn 양/Yang 오/Oh 유/Yoo 윤/Yoon 이/Lee 임/Lim 장/Jang 전/Jeon 정/Jung 조/Cho 차/Cha 최/Choi 한/Han 허/Heo 홍/Hong 황/Hwang",
			familyFirst: true, tight: true,
		},
	}
}
