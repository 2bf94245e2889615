// The words round a letter, in each language one may be written in. An agency's own translator should read them with the letter (docs/officer-guide.md).
import type { FrameWords } from '#ui/papers/paper.ts'

export const ENGLISH: FrameWords = { page: 'Page {page} of {pages}', closing: 'Yours sincerely', signed: 'Signed', dated: 'Date', date: 'Date', reference: 'Our reference', confidential: 'Private and confidential' }

type Language = { readonly code: string; readonly name: string; readonly frame: FrameWords; readonly rightToLeft?: true }
const language = (code: string, name: string, [page, closing, signed, date, reference, confidential]: readonly [page: string, closing: string, signed: string, date: string, reference: string, confidential: string], rightToLeft?: true): Language =>
  ({ code, name, frame: { page, closing, signed, dated: date, date, reference, confidential }, ...(rightToLeft === undefined ? {} : { rightToLeft }) })

/** Those written from the right say so. */
export const LANGUAGES: readonly Language[] = [
  language('ar', 'Arabic', ['صفحة {page} من {pages}', 'مع خالص التحية', 'التوقيع', 'التاريخ', 'الرقم المرجعي لدينا', 'خاص وسري'], true),
  language('bn', 'Bengali', ['পৃষ্ঠা {page} / {pages}', 'বিনীত', 'স্বাক্ষর', 'তারিখ', 'আমাদের সূত্র নম্বর', 'ব্যক্তিগত ও গোপনীয়']),
  language('zh', 'Chinese (simplified)', ['第 {page} 页，共 {pages} 页', '此致敬礼', '签名', '日期', '我方编号', '私人机密']),
  language('cy', 'Welsh', ['Tudalen {page} o {pages}', 'Yn gywir', 'Llofnod', 'Dyddiad', 'Ein cyfeirnod', 'Preifat a chyfrinachol']),
  { code: 'en', name: 'English', frame: ENGLISH },
  language('es', 'Spanish', ['Página {page} de {pages}', 'Atentamente', 'Firma', 'Fecha', 'Nuestra referencia', 'Privado y confidencial']),
  language('fa', 'Farsi', ['صفحهٔ {page} از {pages}', 'با احترام', 'امضا', 'تاریخ', 'شمارهٔ مرجع ما', 'خصوصی و محرمانه'], true),
  language('fr', 'French', ['Page {page} sur {pages}', 'Cordialement', 'Signature', 'Date', 'Notre référence', 'Personnel et confidentiel']),
  language('gu', 'Gujarati', ['પાનું {page} / {pages}', 'આપનો વિશ્વાસુ', 'સહી', 'તારીખ', 'અમારો સંદર્ભ નંબર', 'ખાનગી અને ગોપનીય']),
  language('it', 'Italian', ['Pagina {page} di {pages}', 'Cordiali saluti', 'Firma', 'Data', 'Nostro riferimento', 'Personale e riservato']),
  language('lt', 'Lithuanian', ['{page} puslapis iš {pages}', 'Pagarbiai', 'Parašas', 'Data', 'Mūsų nuoroda', 'Asmeniška ir konfidencialu']),
  language('pl', 'Polish', ['Strona {page} z {pages}', 'Z poważaniem', 'Podpis', 'Data', 'Nasz numer', 'Prywatne i poufne']),
  language('pt', 'Portuguese', ['Página {page} de {pages}', 'Atenciosamente', 'Assinatura', 'Data', 'A nossa referência', 'Pessoal e confidencial']),
  language('pa', 'Punjabi (Gurmukhi)', ['ਸਫ਼ਾ {page} / {pages}', 'ਸਤਿਕਾਰ ਸਹਿਤ', 'ਦਸਤਖ਼ਤ', 'ਤਾਰੀਖ', 'ਸਾਡਾ ਹਵਾਲਾ ਨੰਬਰ', 'ਨਿੱਜੀ ਅਤੇ ਗੁਪਤ']),
  language('ro', 'Romanian', ['Pagina {page} din {pages}', 'Cu stimă', 'Semnătura', 'Data', 'Referința noastră', 'Personal și confidențial']),
  language('ru', 'Russian', ['Страница {page} из {pages}', 'С уважением', 'Подпись', 'Дата', 'Наш номер', 'Лично и конфиденциально']),
  language('so', 'Somali', ['Bogga {page} ee {pages}', 'Mahadsanid', 'Saxiix', 'Taariikh', 'Lambarka tixraaceenna', 'Gaar ah oo sir ah']),
  language('sq', 'Albanian', ['Faqja {page} nga {pages}', 'Me respekt', 'Nënshkrimi', 'Data', 'Numri ynë i referencës', 'Personale dhe konfidenciale']),
  language('tr', 'Turkish', ['Sayfa {page} / {pages}', 'Saygılarımızla', 'İmza', 'Tarih', 'Referans numaramız', 'Özel ve gizli']),
  language('uk', 'Ukrainian', ['Сторінка {page} з {pages}', 'З повагою', 'Підпис', 'Дата', 'Наш номер', 'Особисто і конфіденційно']),
  language('ur', 'Urdu', ['صفحہ {page} از {pages}', 'مخلص', 'دستخط', 'تاریخ', 'ہمارا حوالہ نمبر', 'نجی اور خفیہ'], true),
  language('vi', 'Vietnamese', ['Trang {page} / {pages}', 'Trân trọng', 'Chữ ký', 'Ngày', 'Số tham chiếu của chúng tôi', 'Riêng tư và bảo mật']),
]
