/**
 * What English speakers call the parts of an emergency: lower case, without accents or apostrophes, `,` between
 * expressions, `*` for any ending. The families put them together.
 */
export const ENGLISH = {
  // Small words that turn others around
  not: "not, dont, do not, doesnt, does not, isnt, is not, arent, wasnt, didnt, havent, hasnt, never, aint, wont, will not, wouldnt, refuses to, no longer, stopped, quit, stops",
  cant: "cant, cannot, can not, couldnt, could not, unable, not able, kant, caint, cnt",
  hard: "hard, harder, difficult*, trouble*, struggl*, barely, hardly, labored, laboring, problem*, tough, fighting, failing, worse",
  want: "could, feel like i could, angry enough to, so angry, want, wants, wanna, wish, wishes, wishing, ready, going, gonna, plan, plans, planning, thinking, thought, thoughts, rather, feel like, feels like, try, tries, tried, trying, will, about, might, threatening, threatened, threatens, said, says, prepared, urge, urges, need, hope, love",
  tired:
    "tired, sick, done, through, no point, point, reason, nothing, over, give up, giving up, gave up, quit, end, ending, take, taking, lost",
  intense:
    "fire, all of a sudden, ten out of ten, out of ten, nine out of ten, 9 out of, 10 out of, 10 of 10, severe, severely, extreme*, excruciat*, unbearable, intense, worst, terrible, horrible, horrific, awful, insane, crazy, unreal, agoniz*, agony, out of 10, 10 10, out of ten, so bad, so badly, really bad, very bad, real bad, super bad, hella bad, blinding, thunderclap, sudden*, out of nowhere, all at once, screaming, doubled over, doubling over, cant take, cant stand, cant handle, cannot stand, never felt, never had, wont go away, wont let up, knife, stabbing, dying, writhing, crippling, killer",
  // Parts of a body
  breathe: "breath*, inhale, inhaling",
  air: "air, oxygen",
  chest:
    "ribs, rib, angina, lungs, lung, heartbeat, nitro, nitroglycerin, left breast, chest, sternum, breastbone, rib cage, ribcage",
  heart: "heartbeat, heart, hearts",
  head: "head, skull, forehead",
  headache: "headache*, head ache*, migraine*",
  belly:
    "stomach, stomache, abdomen, abdominal, belly, tummy, gut, pelvis, pelvic, flank, lower right side, right side",
  back: "back, shoulder blade, shoulder blades, kidney",
  jaw: "jaw, left arm, left shoulder, left hand, both arms",
  limb: "spoon, cup, fork, pen, arm, arms, leg, legs, hand, hands, foot, feet, fingers, toes, body, limbs, calf, thigh",
  face: "eyelid, mouth is, face, mouth, smile, cheek, eyelid, lips",
  airway: "throat, tongue, lips, lip, airway, face, mouth, neck, windpipe",
  halfBody: "one side, side, half, left side",
  skin: "lips, lip, face, skin, fingers, fingertips, nails, mouth, baby, he, she, hes, shes, feet, hands, toes, turning, turned, turns, turn, going, went, gone, looks, looking",
  wound:
    "incision*, stitch*, wound*, suture*, staples, surgical site, c section, csection, scar, surgery site, port site",
  testicle: "testicle*, testicular, scrotum, ball, balls, nuts",
  // What a body does
  pain: "shooting, pains, fire, aching, ached, hurtin, ripping, tearing, pain*, hurt, hurts, hurting, hurtin, ache, aches, aching, achey, sore, tight*, pressure, heavy, heaviness, crush*, squeez*, burns, burning, sharp, discomfort, clench*, cramp*, throb*, killing, spasm*, stabbing",
  odd: "wet, rattly, rattling, raspy, gurgly, noisy, bad, labored, shallow, funny noise, weird noise, noise, noises, weird, funny, strange, off, wrong, jumbled, mixed up, different",
  numb: "pulling down, wont open, droopy, pulled to, dead, useless, gave out, giving out, stopped working, dragging, went dead, wont work, not working, doesnt work, asleep, slobber*, drool*, hang*, hung, numb*, tingl*, weak, weakness, paraly*, limp, droop*, sagging, saggy, crooked, lopsided, twisted, uneven, pins and needles, gone dead, dropping, drooling, slack, drifting",
  speech: "speech, words, word, talking, talk, talks, speak, speaking, speaks, sentence, sentences",
  slur: "walking into walls, bumping into walls, into things, dropping everything, dropping things, drops things, drops everything, sounds drunk, looks drunk, acting drunk, acts drunk, walking like he is drunk, walking like shes drunk, walks like, staggering, stumbling, veering, forgot how to, forgets how, cant figure out how, one sided, cant understand what, cant understand anything, doesnt understand what, cant find words, words are coming out, cant smile, pupil*, dragging his, dragging her, dragging my, leaning to one side, lost my balance, lost his balance, lost her balance, cant remember my name, forgot who, doesnt know me, doesnt know his, doesnt know her, cant understand me, cant hold a, slur*, gibberish, talking nonsense, makes no sense, not making sense, not making any sense, isnt making sense, isnt making any sense, incoheren*, garbled, mumbling, talking funny, talks funny, talking weird, tongue tied, cant get words out, cant get the words out, words wont come",
  see: "seeing spots, seeing stars, flashing lights, sides of my eyes, visual, peripheral, see, vision, sight, eyesight, eye, eyes",
  lost: "blackness, blacking, tunnel, missing, half of, flashes, shadow, zigzag, lost, losing, lose, loss, gone, black, dark, blurry, blurred, blur, double, blind*, curtain, spots",
  stroke: "stroke*, aneurysm, brain bleed, brain bleeding, brain hemorrhage",
  heartAttack: "heart attack*, heartattack, cardiac arrest",
  racing:
    "stop for, stop beating, quit beating, slow down, slowing down, racing, pounding, palpitation*, flutter*, skipping, skips, irregular*, fast, out of my chest, stopped, stopping, giving out, jumping, thumping, out of rhythm, beating out",
  palpitation:
    "pacemaker keeps, pacemaker is, shocking me, shocked me, pacemaker went off, defibrillator went off, icd went off, palpitation*, tachycardia, afib, a fib, my defibrillator, my icd, pacemaker shocked",
  choke:
    "sob, two words before, one word before, few words before, before i need air, sucking in, crackl*, rattl*, belly breathing, cant finish a sentence, stopped breath*, out of air, dusky, turning colors, aspirat*, mottled, agonal, asthma attack, croup, barking cough, air hunger, struggling for air, fighting for air, gurgling, breathless, retractions, ribs sucking, ribs pulling, pulling in, nostrils flaring, using his belly, using her belly, cant stop coughing, whistling, grunting, panting, through a straw, thru a straw, suffocat*, asphyxia*, gasp*, short of breath, shortness of breath, short of air, out of breath, loss of breath, wheez*, stridor, hyperventilat*, chok*, strangl*, drown*",
  blood: "blood, bloody, clot, clots",
  bleed:
    "arm is squirting, fistula is squirting, blood squirting, bleeding out, bleed*, blead*, hemorrhag*, bled",
  gush: "shooting, growing, filling, filled, keeps coming, squirting, spraying, tourniquet, out, artery, squirting, running, quit, slowing, lot, lots, alot, much, tons, ton, everywhere, heavy, heavily, gush*, pour*, spurt*, squirt*, soak*, puddle*, pool, pools, nonstop, stop, stopping, stops, covered, profuse*, bright red, large, huge, big, golf ball*, through, thru, drip*, badly, bad, worse, faster, hours, losing, keeps",
  fluid:
    "vomit*, throwing up, threw up, throw up, puk*, cough*, spit*, pee, peeing, urine, stool*, poop*, diarrhea, toilet, spew*, nose, ears, ear, mouth, diaper, rectum, bottom, butt",
  blue: "blue, bluish, purple, gray, grey, ashen, pale, ghost, white as",
  swell:
    "golf ball, golf balls, the size of, size of a, smaller, narrow*, constrict*, shut, shutting, swell*, swollen, swoll*, swolen, puffed, puffy, puffing, clos*, tight*, huge, twice, thick, balloon*, blew up, blowing up, blown up, bigger, itchy",
  dizzy: "dizz*, lightheaded, light headed, woozy, vertigo, room spinning, room is spinning",
  confused:
    "floppy, limp, sleepy, drowsy, sunken, bulging, inconsolable, yellow, jaundice*, high pitched, wont cry, not crying, no tears, dehydrated, confus*, disorient*, deliri*, doesnt know where, doesnt know who, dont know where i am, doesnt recognize, not himself, not herself, isnt himself, isnt herself, isnt acting right, not acting right, acting strange, acting weird, out of it, lethargic, listless, floppy, unarousable",
  fever: "thermometer, fever*, temp, temps, temperature, burning up",
  nausea:
    "soaked in sweat, drenched, in a sweat, vomit*, throwing up, throw up, threw up, puking, nausea, sweating, sweaty, clammy, cold sweat, cold sweats",
  shake: "shak*, shiver*, trembl*, tremor*, sweating, sweats, convuls*",
  wake: "woken, woken up, wake up, awake, wake, wakes, waking, woke, rouse, arouse, respond*, responsive, react, reacting, answering me, open his eyes, open her eyes",
  move: "kicking a lot, move, moved, moves, moving, movement, movements, kick, kicked, kicks, kicking",
  use: "taste, hold, grip, grab, find, move, feel, lift, use, raise, bend, control",
  stand: "stand, walk, get up, get off the floor, swallow, swallowing, move, sit up, stay awake",
  faint:
    "was out for, were out for, out for a minute, out for a few, stiff as a board, eyes are up, eyes went up, slipping away, slipping in and out, fading, going in and out, found him down, found her down, found dad down, hit the floor, hit the ground, slumped over, out cold, in and out of, barely conscious, barely awake, nodding off, stay awake, staring into space, blank stare, not with it, cold to the touch, eyes are open but, came to on, came to in, woke up on the floor, woke up on the bathroom, dont remember what happened, dont remember falling, remember how i got, went down in, faint*, passed out, pass out, passing out, passes out, black out, blacked out, blacking out, blackout, blackouts, unconscious*, unresponsive, collaps*, lost consciousness, lose consciousness, losing consciousness, loses consciousness, knocked out, out cold, syncope, keeled over, lifeless, no pulse, went limp, gone limp, goes limp, is limp, rolled back, eyes rolled, rolling back, comatose, dropped to the floor, dropped to the ground, slumped, fell over, no heartbeat",
  seizure:
    "twitching, went stiff, whole body shaking, bit his tongue, bit her tongue, bit my tongue, drooling, seizure*, seizing, seize, seized, convuls*, having a fit, had a fit, having fits, jerking, foaming, shaking all over, shaking uncontrollably, stiff and shaking, grand mal",
  allergy: "welts, welt, hives, allergic, anaphyla*, epi pen, epipen, epinephrine, hives, benadryl",
  // Women and children
  pregnant:
    "shes * weeks, she is * weeks, wife is * weeks, girlfriend is * weeks, only * weeks, weeks pregnant, my belly is hard, im * weeks, i am * weeks, * weeks pregnant, at * weeks, * wks, pregnan*, prego, preggo, weeks along, wks along, postpartum, gave birth, miscarr*, trimester, since delivery, after delivery, gestation, expecting, my due date",
  labor:
    "lost the baby, lost my baby, head is right there, head is showing, i feel the head, feel his head, feel her head, see the head, pains every * minutes, every two minutes, every three minutes, * minutes apart, foot is coming, feet are coming, head is coming, head is out, water is leaking, water leaking, water is green, meconium, leaking green, babys head, babys foot, leaking fluid, fluid leaking, leaking water, cord is coming, cord coming, losing my baby, losing the baby, fluid gushed, contraction*, in labor, labor pains, crowning, umbilical cord, need to push, urge to push, have to push, feel like pushing, baby is coming, babys coming, baby coming out, baby is coming out, preeclampsia, pre eclampsia, eclampsia, premature labor, water broke, water just broke, waters broke, water has broken, water breaking",
  baby: "* weeks old, * week old, * months old, * month old, * days old, * day old, fontanel, soft spot, my little one, baby, babys, newborn*, infant*, preemie, month old, months old, week old, weeks old, day old, days old, mo old, wk old, month olds",
  child:
    "kid, kids, child, children, son, sons, daughter, daughters, toddler*, boy, girl, grandson, granddaughter, year old, yr old, little one, nephew, niece",
  fed: "wet, eat, eating, feed, feeding, nurse, nursing, drink, drinking, latch, bottle, wet diaper, wet diapers, peed",
  // Poison
  ingest:
    "doubled, ahold of, hold of, gotten, found, drink, sniffed, accidently took, shot up, took, taken, take, taking, swallow*, drank, drinking, drink, drunk, ate, eaten, eating, ingest*, chug*, snort*, inject*, got into, gotten into, licked, lick, inhaled, huff*, mixed, popped, downed, gave, put, chewed",
  poison:
    "opener, remover, drain, solvent, spray, mothballs, moth balls, dishwasher, chlorine, muriatic, bleach, poison*, battery, batteries, detergent, tide pod*, laundry pod*, pods, antifreeze, pesticide*, weed killer, cleaner*, cleaning, chemical*, lysol, clorox, windex, ammonia, gasoline, kerosene, lighter fluid, hand sanitizer, sanitizer, drano, nail polish*, polish, paint, paint thinner, thinner, essential oil*, magnet*, coin, quarter, penny, marble, pin, mushroom*, berries, rubbing alcohol, mouthwash, nicotine, vape juice, edible*, gummies, gummy, glue, turpentine, acid, lye, rat bait, fertilizer, perfume, soap, roundup, stuff under, something under",
  poisoned:
    "poison, poisoned, poisoning, carbon monoxide, co alarm, co detector, gas leak, smell gas, smelling gas, smoke inhalation, fumes",
  pills:
    "pill, pills, med, meds, medication*, medicine*, tablet*, capsule*, tylenol*, advil*, ibuprofen, aspirin*, benadryl*, xanax*, insulin, melatonin*, ambien, oxy*, percocet*, norco*, opioid*, zoloft, prozac, thinner, thinners, dose, doses, bottle, everything, metformin, sleeping, antidepressant*, klonopin, gabapentin, vicodin, units, iron, vitamins, adderall, methadone, suboxone, edible, edibles",
  tooMany:
    "wrong dose, a lot of, lots of, so many, several, twice my, twice as, ten times, the rest of my, the rest of the, full bottle, half a bottle, half the bottle, something, too many, too much, whole bottle, entire bottle, full bottle, all my, all her, all his, all of, all the, bottle of, bottles of, handful*, a bunch, bunch of, double, doubled, twice the, extra, wrong, dozens, whole, entire, someone elses, husbands, wifes, moms, dads, grandmas, grandpas, grandmothers, grandfathers, sisters, dogs, two doses, three doses, every, more than, triple",
  overdose:
    "spiked my, took something, took some pills, on something, odd on, odd again, overdos*, od d, oded, od on, ods, over dos*, o d",
  drug: "fentanyl, heroin, narcan, naloxone, cocaine, meth, laced, bad batch, percs, blues, xans",
  withdrawal:
    "withdrawal*, withdraw, dts, delirium tremens, dope sick, dopesick, detox*, relaps*, cold turkey",
  // Mind
  suicide:
    "kys, ctb, noose, hang my, wish i was dead, wish i were dead, rather be dead, be better dead, hate my life, hate being here, want it all to stop, want the pain to stop, want the pain to end, want this pain to end, make it stop, make the pain stop, razor, overdose on purpose, stop living, stop existing, end my pain, end my suffering, dont belong here, dont want to exist, dont want to be on this earth, done living, done with this life, done fighting, dont want to fight, cutting again, been cutting, started cutting, keeps cutting, cuts again, jump from, going to jump, about to jump, suicid*, take my own life, take my life, taking my life, take her life, take his life, kms, unaliv*, un alive, self harm*, selfharm*, sewerslide, commit sucide, off myself, offing myself",
  kill: "murder, choke, kill*, hurt, hurting, harm*, cut, cutting, shoot*, hang*, drown*, stab*, burn, starve, injure, end, ending, delete, slit",
  self: "myself, my self, herself, her self, himself, him self, themselves, themself, my wrist, my wrists, his wrists, her wrists, my throat, my arms, my thighs",
  die: "die, dies, dead, dying, death, diein, dieing, disappear, be gone, not exist, not be here, never wake, sleep forever, end it, end it all, end everything, it to end, it all to end, this to end, it to be over, it all to be over, go to sleep and",
  live: "live, living, alive, life, exist, existing, be here, wake up, be around, being here, going on, go on",
  ownLife: "my life, my own life, her life, his life, their life, it all, own life",
  hopeless:
    "being alive, see myself, saving up my pills, saving pills, saving up pills, stockpil*, on the overpass, overpass, happier without me, better without me around, without me around, happier if i, be happier without, thinking about how to do, tell my family, tell my kids, tell my wife, tell my husband, tell my son, tell my daughter, on the bridge, on a bridge, on the ledge, on the edge of, train tracks, on the tracks, something stupid, do something bad, do something to myself, join her, join him, be with her in heaven, be with him in heaven, this is it for me, i think this is it, end of the road, done for, nobody needs me, no one needs me, everyone is better, nothing matters, nothing matters anymore, a plan to, have a plan, posted goodbye, ending things, end things, deserve to live, dont deserve to, deserve to die, when i die, after i die, once i die, looking at the knife, looking at the gun, looking at the pills, staring at the pills, staring at the knife, rest forever, want to rest forever, whats the point of, what is the point, tired of fighting, tired of being here, tired of this life, tired of everything, tired of existing, tired of trying, cant do life, wish i could disappear, wish i could just disappear, no one cares if, nobody cares if, doesnt matter if i, live or die, everyone hates me, im worthless, i feel worthless, so hopeless, no hope left, lost all hope, last message, last text, last time you, wont be here tomorrow, wont be around, wont see tomorrow, not going to be here, not gonna be here, not going to make it, not gonna make it, nobody can help me, cant fight anymore, cant face another, dont see a future, no future, friends goodbye, her goodbye, them goodbye, everybody goodbye, you all goodbye, tell my * i love, tell them i love, tell her i love, tell him i love, sorry for everything, forgive me for everything, letters to my, better off without me, better without me, better off dead, better off if, no reason to live, no reason to keep, cant go on, cannot go on, cant keep going, cant do this anymore, cant do this any more, cant do it anymore, cant take it anymore, cant take this anymore, cant take much more, cant live like this, nothing to live for, nothing left to live, give up on life, gave up on life, given up on life, giving up on life, no way out, burden to everyone, burden on everyone, burden to my, burden on my, just a burden, nobody would care, no one would care, nobody would miss, no one would miss, nobody will miss, no one will miss, nobody would notice, no one would notice, nobody will notice, goodbye forever, final goodbye, goodbye note, goodbye letter*, say goodbye, saying goodbye, saying my goodbyes, goodbye everyone, when im gone, once im gone, after im gone, if i was gone, if i were gone, if i wasnt here, if i werent here, jump off, jumping off, jump in front, drive into, drive off, drive my car into, drive off the, driving off the, drive off a, driving off a, dark thoughts, crash my car, gun in my mouth, gun to my head, lost the will, no will to live, will to live, not safe with myself, safe with myself, trust myself, what i might do, what i will do, what ill do to myself, shouldnt be alone, should not be alone, cant be alone, cant be left alone, not safe alone, safe alone, pills to, not worth living, isnt worth living, not worth it anymore, isnt worth it anymore, whats the point, wont be a problem, wont bother, see me again, do it tonight, world without me, take care of my dog, take care of my kids, dont see a way, ready to go be with, join my husband, join my wife, wish i was never born, wish i were never born, wish i wouldnt wake, hate being alive, cut deep, gave away my, giving away my, wrote a note, wrote letters, stopped wanting to",
  crisis:
    "in crisis, a crisis, nervous breakdown, mental breakdown, breakdown, panic attack*, losing my mind, lose my mind, going crazy, snap, lose control, losing control, cant calm down, cant stop crying, manic",
  voices:
    "tv is, sending me messages, talking to me through, microchip, chip in my, up for days, up for three days, up for four days, up for five days, not slept in, hasnt slept in, havent slept in, god told me, watching her, watching him, hearing voices, hears voices, hear voices, voices tell*, voices are, voices say*, voices in, the voices, hallucinat*, seeing things, sees things, seeing bugs, seeing people, arent there, isnt there, are not there, is not there, paranoid, watching me, out to get me, psychosis, psychotic, bugs crawling",
  // Violence
  person:
    "he, hes, she, shes, husband*, boyfriend*, bf, ex, exs, partner*, wife, girlfriend, dad, father, stepdad, stepfather, mom, mother, brother, uncle, son, daughter, roommate, someone, somebody, they, theyre, man, guy, neighbor, landlord, caregiver, aide, babydaddy, baby daddy, cousin",
  attack:
    "beating on, banging on, pounding on, kicking in, hit, hits, hitting, beat, beats, beating, punch*, kicked, kicks, kicking, slap*, strangl*, choke, choked, chokes, choking, shove*, shoving, pushed, pushes, attack*, hurt, hurting, abus*, threw, grabbed, grabs, threaten*, stab*, molest, molests, molested, molesting, molester, rape*, touched, touching, touches, forced, assault*, locks, locked, burned, chasing, follows, following, stalk*, smacked, hands on, kidnapped, drugged, bit",
  victim:
    "me, us, my mom, my mother, my sister, my kids, my baby, my son, my daughter, my children, the kids, the baby, her, him, my arm",
  attacked:
    "burn the house down, hurts us, hurts the kids, hurts my kids, sexual* abus*, sexually assaulted, touched me, touches me, inappropriately, hands around my, around my neck, hands on me, dragged me, spit on me, pulled my hair, pushed me, pushes me, punched me, choked me, hit me, hits me, beats me, beat me, slapped me, kicked me, threw me, burned me, hurts me when, threatened me, threatens me, threatening me, threatened to, threatening to, drugged me, forces me, forced me, forced himself, pimp, trafficking, raped, rape, molested, molesting, molests, assault*, stabbed, gunshot, got shot, been shot, was shot, shot in, got jumped, was attacked, been attacked, was beaten, been beaten, got beat, strangled, kidnap*, domestic violence, beat up, beaten up, trafficked, held hostage, break in, breaking in, broke in, broke into, being abused, abusive, black eye, gun violence, kicking the door, sex assault",
  weapon:
    "noose, rope, blade, razor, razor blades, gun, knife, weapon, pistol, rifle, shotgun, machete, firearm, bullets",
  hold: "has, have, with, pulled, bought, grabbed, got, loaded, waving, pointed, points, holding, held, get, took, brought",
  afraid: "afraid, scared, terrified, fear, petrified, scares",
  unsafe:
    "beating on the door, banging on the door, pounding on the door, kicking in the door, reading my texts, checks my phone, reads my messages, dont call back, dont call me back, dont text back, erase this, locked me out, throwing things, breaking down the door, trying to get in, banging on my, found me, restraining order, hes here, shes here, he is here, listening, fear for my life, fearing for, fear for our, afraid for my life, scared for my life, not safe here, need a shelter, need shelter, escape, trapped, being followed, holding me, pinned me, wont leave me alone, follows me, go home to him, afraid to go home, scared to go home, scared to be home, outside my house, outside my door, outside my window, not safe, dont feel safe, doesnt feel safe, do not feel safe, not feel safe, not feeling safe, unsafe, in danger, isnt safe, dont feel safe at, no safe place, safe house, nowhere safe, hiding in, hiding from, wont let me leave, wont let me go, wont let me out, took my phone, took my keys, locked in, locked myself",
  others:
    "him, her, my stepdad, someone, somebody, people, him, her, them, my baby, the baby, my kids, my kid, my husband, my wife, my mom, my boss, my ex, everyone, everybody, the kids, my child, my children, my coworkers, coworkers, neighbor, students, others",
  // Injury
  fall: "fell, fallen, fall, falls, falling, slipped, tripped, tumbled, rolled",
  strike:
    "hit, hits, banged, bumped, cracked, slammed, smacked, landed on, struck, split, bonked, injury, injured, injuries",
  height:
    "window, bridge, truck, motorcycle, golf cart, trampoline, scooter, monkey bars, cliff, building, stairs, ladder, roof, tree, horse, second floor, bunk, crib, balcony, scaffold*, steps, changing table, off the bed, atv, dirt bike, hip",
  crash:
    "trampled, was thrown from, fell on his leg, tree fell on, flipped over, overturned, rolled the car, rolled our car, rolled his truck, flipped the car, flipped my, flipped our, car accident, car crash, car wreck, auto accident, bad wreck, a wreck, motorcycle accident, bike accident, motor vehicle accident, rear ended, hit by a, run over, ran over, rolled over the car, rollover, t boned, crashed my, crashed the, crashed into, crashed his, crashed her, atv accident",
  burn: "scalding, boiling, burn*, burnt, scald*",
  hot: "boiling, oil, grease, blister*, face, fire, stove, steam, chemical*, acid, skin, third degree, second degree, badly, bad, hot water, hot coffee, peeling, hand, arm, leg, chest, whole, grill, firework*",
  onFire:
    "electricity, boiling soup, boiling, spilled on my toddler, spilled on my baby, firework*, firecracker*, explod*, explosion, blew up, scalding, hot oil, boiling oil, boiling water, hot grease, on fire, house fire, electrocut*, electric shock, got shocked, heat stroke, heatstroke, heat exhaustion, hypothermi*, frostbite, pulled from the pool, under water, underwater, fell in the pool, struck by lightning",
  answer: "answer, answers, answering",
  weigh:
    "full, water, fluid, band, vise, collapsed, standing, sitting, elephant, weight, brick, bricks, stepping, stepped, on top, anvil, truck, hole",
  nosebleed: "nosebleed*, nose bleed*, nose bleeding, bloody nose",
  wrong:
    "peeling and blister*, blistering all over, skin is coming off, skin coming off, trampled, thrown off his bike, thrown off her bike, thrown off my bike, thrown from, no helmet, kicked by a horse, fell on his leg, fell on her leg, fell on my leg, heart thing, somethings happening to me, something is happening to me, worst i have ever felt, worst ive ever felt, never felt this bad, never felt so bad, get the doctor, get a doctor, get me a doctor, need a doctor now, need the doctor now, doctor right now, popped in my head, pop in my head, snapped in my, bent the wrong way, wrong direction, something popped, something burst, terribly wrong, not okay something, really not ok, bad reaction, having a reaction, severe reaction, reaction to the shot, reaction to the vaccine, reaction to my, feel like something terrible, impending doom, sense of doom, going downhill fast, getting worse by the, something is very wrong, something is really wrong, something is seriously wrong, somethings very wrong, somethings really wrong, something terribly wrong, something is wrong with my, somethings wrong with my, something isnt right with, something is not right with, trach came out, trach is, feeding tube came out",
  able: "able, been able",
  unwell:
    "not good, not better, not any better, not normal, not right, not okay, not easier, isnt good, isnt better, isnt normal, isnt right, isnt okay",
  inhaler: "inhaler*, nebulizer*, puffer, albuterol, neb",
  helping: "doing a thing, doing anything, doing nothing, working, helping, work, help, nothing, empty",
  down: "down, anything down",
  broke: "broke, broken, fractured, snapped, shattered, dislocated",
  bigBone: "hip, neck, back, skull, jaw, femur, spine, pelvis, leg, arm, wrist, ankle",
  neck: "stiff neck, neck is stiff, neck is so stiff, neck so stiff, cant bend my neck, neck hurts, light hurts",
  alcohol: "vodka, whiskey, alcohol, liquor, tequila, wine, beers, booze, drinking",
  groin: "groin, saddle, private area, genitals",
  saturated: "seventies, eighties, sixties, 70s, 60s, 80s, low, dropping, dropped, going down, falling",
  gray: "gray, grey, ashen, pale, white, clammy, sweaty, sweating",
  lostMind:
    "what year, what day it is, where he is, where she is, where i am, who i am, her own name, his own name, my own name, who we are, who i was",
  know: "know, knows, remember, remembers, recognize, recognizes, tell, understand, understands",
  tool: "saw, chain saw, chainsaw, mower, lawnmower, blender, door, machine, grinder, drill, press, axe, hatchet, tractor, auger, table saw, wood chipper",
  stomachHard: "hard, swollen, bloated, distended, rigid, huge, tight",
  greenVomit:
    "threw up green, vomiting green, throwing up green, green vomit, bile, throwing up bile, vomiting bile",
  gasSmell: "gas, smoke, fumes, burning plastic",
  smell: "smell, smells, leak, leaking",
  nothingNow: "nothing",
  torn: "torn, tore, ripped, gouged, chunk, bleeding, face, cheek, lip, eye, arm",
  chills: "chills, rigors, shaking chills",
  weeksPlus: "* weeks",
  hotSkin: "hot, feels hot, burning up, warm",
  breathOut: "stops breathing, quits breathing",
  toEr: "should i go to the, do i go to the er, should we go to the, go to the er, going to the er, heading to the er, taking him to the er, taking her to the er, going to the hospital now",
  thinner: "warfarin, coumadin, eliquis, xarelto, plavix, blood thinner, blood thinners, pradaxa",
  seeBugs: "spiders everywhere, bugs everywhere, see spiders, see bugs, see rats, spiders on, bugs on me",
  peed: "peed, pee, wet diaper, wet diapers, diapers",
  bone: "bone sticking, bone, bones",
  showing: "sticking, out, see, seeing, showing, exposed, through, visible, poking",
  cut: "got my leg, got my arm, got my hand, got my foot, got his hand, got his leg, crushed, smashed, mangled, sawed, ripped off, torn off, caught in, stuck in, pinned, cut, cuts, gash*, slash*, sliced, slice, stab, laceration, nail, chopped, severed, amputat*, crushed, impaled",
  deep: "deep, deeply, off, artery, wrist*, vein*, throat, neck, to the bone, wide open, open, finger, thumb, through, stuck, fingertip, stitches",
  opened:
    "red and hot, smells, green, black, draining, open*, burst, split, came apart, coming apart, popped, gaping, ripped, tore, busted, pus, oozing",
  venom:
    "snake*, rattlesnake, rattler, copperhead, cottonmouth, black widow, brown recluse, recluse, scorpion*, spider, jellyfish, stingray, bat, raccoon, snakebite*, rabid",
  sting: "stung, sting*, bit, bitten, bite, bites, got me, bee, bees, wasp*, hornet*, fire ants, attacked by",
  dog: "dog, pit bull, pitbull, cat, animal",
  // Numbers and other signs
  sugar: "sugar*, glucose, bs, bg, dexcom, libre, glucometer, blood sugar, blood sugars",
  extreme:
    "reads hi, reads high, says hi, says high, reading hi, reading high, reads lo, says lo, reading lo, reads low, says low, too low, very low, really low, super low, so low, dropping, dropped, crash*, wont come up, wont go up, not coming up, wont come down, not coming down, wont go down, sky high, through the roof, off the charts, dangerously, too high, shows hi, shows lo, plummet*, tank*",
  ketones:
    "dka, ketoacidosis, ketones, fruity breath, breath smells fruity, diabetic coma, diabetic shock, insulin shock",
  pressure: "blood pressure, bp, pressure, systolic",
  saturation: "oxygen, o2, spo2, sat, sats, saturation, pulse ox, oximeter, ox",
  pulse: "heart rate, heartrate, pulse, hr, bpm, resting rate",
  stiffNeck:
    "rash that doesnt fade, doesnt fade, meningitis, sepsis, septic, red streak*, appendix, appendicitis, ruptured, ectopic, blood clot, blood clots, pulmonary embolism, dvt, embolism, toxic shock, bowel obstruction, diabetic emergency, torsion, meningococc*",
  chemo:
    "line, catheter, cath, chemo*, transplant*, neutropeni*, immunocompromised, immunosuppressed, no spleen, port, picc",
  pee: "pee, urinate, urinating, peed",
  hotLeg: "throbbing, hard, hot, red, warm, swollen, swelling, swelled, cold, white, no pulse",
  noseGround: "on the floor, on the ground, face down, in the tub, in the shower",
  clinging: "keep, hold",
  // Calls for help
  dying:
    "im dying, i am dying, hes dying, he is dying, shes dying, she is dying, is dying, are dying, am dying, going to die, gonna die, gunna die, about to die, might die, i could die, fixing to die, dont want to die, dont let me die, dont let him die, dont let her die, let me die",
  emergency:
    "emergenc*, emergancy, emrgency, emergcy, 911, 9 1 1, nine one one, ambulance*, paramedic*, sos, s o s, mayday, life or death, code blue, ems",
  helpMe:
    "save me, please hurry, call an ambulance, call for an ambulance, please come, someone come, need someone now, need help, critical condition, help me, help us, help him, help her, need help now, need help right now, need help asap, need help immediately, need help fast, need help bad, need urgent help, need immediate help, need medical help, send help, get help, call for help, help asap, help now, help pls, help please, please help, help help, someone help, somebody help, come quick, come fast, hurry, urgently, urgent",
  pads: "pad, pads, towel*, gauze, bandage*, dressing, sheets, tampon*",
  tarry:
    "looks like tar, like tar, looks like coffee, like coffee grounds, tarry, black stool*, black poop, black tar, coffee grounds, coffee ground, bloody stool*, bloody diarrhea, bloody vomit",
  drop: "plunging, dropped, drop",
  crying: "crying, cry, screaming",
  swallow: "swallow*, choked on",
  stop: "stop, stopping, stopped",
  goToEr: "er, emergency room, e r, hospital, urgent care",
  going:
    "going, go, headed, heading, should, need to go, way, on our way, driving, taking, take, rushing, rush, in",
  now: "now, right now, rn, tonight, asap, immediately, fast",
} as const;

export type Concept = keyof typeof ENGLISH;
